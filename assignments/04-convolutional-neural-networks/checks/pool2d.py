"""What a learner can run: the worked example in both modes, shapes, gradients and dtypes."""

import torch

from autograder.checks import (
    aside,
    assert_close,
    assert_dtype,
    assert_raises,
    assert_shape,
    assert_unmodified,
    gradients,
    points,
)

RIGHT = ("test_example", "test_example_of_means")


def image(device):
    return torch.tensor([[0.0, 1.0, 2.0], [7.0, 4.0, 5.0]], device=device)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    expected = torch.tensor([[7.0, 5.0]], device=device)
    assert_close(student.pool2d(image(device), (2, 2)), expected, of="pool2d(X, (2, 2))", dtype=False)


@points(2, "so does its mean")
def test_example_of_means(student, device):
    expected = torch.tensor([[3.0, 3.0]], device=device)
    assert_close(student.pool2d(image(device), (2, 2), "avg"), expected, of="pool2d(X, (2, 2), 'avg')", dtype=False)


@points(1, "a window of one number leaves X as it is")
def test_one_number(student, rng):
    X = rng.normal(3, 4).float()
    assert_close(student.pool2d(X.clone(), (1, 1)), X, of="pool2d(X, (1, 1))", dtype=False)


@points(1, "an image of 6 x 8 and a window of 2 x 5 give 5 x 4", requires_one_of=RIGHT)
def test_shape(student, rng):
    assert_shape(student.pool2d(rng.normal(6, 8).float(), (2, 5)), (5, 4), of="pool2d(X, (2, 5))")
    assert_shape(student.pool2d(rng.normal(6, 8).float(), (2, 5), "avg"), (5, 4), of="pool2d(X, (2, 5), 'avg')")


@points(1, "a mode that does not exist raises an exception", requires_one_of=RIGHT)
def test_other_modes(student, device):
    assert_raises(lambda X: student.pool2d(X, (2, 2), "min"), image(device), of="pool2d(X, (2, 2), 'min')")


@points(2, "the gradient of a maximum goes to the largest number")
def test_gradient(student, device):
    (came,) = gradients(lambda X: student.pool2d(X, (2, 2)), image(device).requires_grad_(), ones=True)
    expected = torch.tensor([[0.0, 0.0, 0.0], [1.0, 0.0, 1.0]], device=device)
    assert_close(came, expected, of="the gradient of pool2d(X, (2, 2)).sum()", dtype=False)


@points(2, "the gradient of a mean goes to each number alike")
def test_gradient_of_means(student, device):
    (came,) = gradients(lambda X: student.pool2d(X, (2, 2), "avg"), image(device).requires_grad_(), ones=True)
    expected = torch.tensor([[0.25, 0.5, 0.25]] * 2, device=device)
    assert_close(came, expected, of="the gradient of pool2d(X, (2, 2), 'avg').sum()", dtype=False)


@aside
@points(1, "the result has the dtype of X", requires_one_of=RIGHT)
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(student.pool2d(rng.normal(3, 4, dtype=dtype), (2, 2)), dtype, of=f"pool2d(X, (2, 2)) of {dtype}")


@points(1, "X is left as it was", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(lambda X: student.pool2d(X, (2, 2)), rng.normal(3, 4), of="pool2d(X, (2, 2))")
