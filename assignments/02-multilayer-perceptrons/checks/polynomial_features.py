"""What a learner can run: the worked example, degree 0, a column, and the gradient."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_unmodified, gradients, points

ROWS = [[1.0, 2.0, 2.0, 4 / 3], [1.0, 0.0, 0.0, 0.0], [1.0, -1.0, 0.5, -1 / 6]]


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    came = student.polynomial_features(torch.tensor([2.0, 0.0, -1.0], device=device), 3)
    assert_close(came, torch.tensor(ROWS, device=device), of="polynomial_features([2, 0, -1], 3)", dtype=False)


@points(1, "up to degree 1 there is nothing to divide by: a column of ones, and x")
def test_degree_one(student, device):
    came = student.polynomial_features(torch.tensor([2.0, 5.0], device=device), 1)
    expected = torch.tensor([[1.0, 2.0], [1.0, 5.0]], device=device)
    assert_close(came, expected, of="polynomial_features([2, 5], 1)", dtype=False)


@points(1, "a column of numbers gives what the vector gives")
def test_column(student, device):
    came = student.polynomial_features(torch.tensor([[2.0], [0.0], [-1.0]], device=device), 3)
    assert_close(came, torch.tensor(ROWS, device=device), of="polynomial_features([[2], [0], [-1]], 3)", dtype=False)


@points(1, "the derivative of x^2 / 2 is x")
def test_gradient(student, device):
    x = torch.tensor([2.0, -3.0], device=device, requires_grad=True)
    (came,) = gradients(lambda x: student.polynomial_features(x, 2), x, ones=True)
    of = "the gradient of polynomial_features([2, -3], 2).sum()"
    assert_close(came, torch.tensor([3.0, -2.0], device=device), of=of, dtype=False)


@aside
@points(1, "the result has the dtype of x", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        came = student.polynomial_features(rng.normal(3, dtype=dtype), 2)
        assert_dtype(came, dtype, of=f"polynomial_features(x, 2) of {dtype}")


@points(1, "x is left as it was", requires="test_example")
def test_argument_is_left_alone(student, rng):
    assert_unmodified(student.polynomial_features, rng.normal(3), 2, of="polynomial_features(x, 2)")
