"""What a learner can run: the worked example, images, gradients, and what the contract says of the arguments."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_unmodified, gradients, points

OF = "mlp(X, params) of the worked example"


def example(device, **options):
    """X and params of the notebook: hidden units (3, 0) and (3, 2), logits 3 - 10 * 0 + 1 and 3 - 10 * 2 + 1."""
    numbers = ([[1.0, 2.0], [3.0, 0.0]], [[1.0, 1.0], [1.0, -1.0]], [0.0, -1.0], [[1.0], [-10.0]], [1.0])
    X, *params = (torch.tensor(some, device=device, **options) for some in numbers)
    return X, tuple(params)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    assert_close(student.mlp(*example(device)), torch.tensor([[4.0], [-16.0]], device=device), of=OF, dtype=False)


@points(1, "images are flattened")
def test_images(student, device):
    X, params = example(device)
    came = student.mlp(X.reshape(2, 1, 1, 2), params)
    of = f"with X of shape (2, 1, 1, 2), {OF}"
    assert_close(came, torch.tensor([[4.0], [-16.0]], device=device), of=of, dtype=False)


@points(2, "gradients reach every parameter")
def test_gradient(student, device):
    X, params = example(device, requires_grad=True)
    found = gradients(student.mlp, X, params, ones=True)
    expected = (
        [[1.0, 1.0], [-9.0, 11.0]],
        [[4.0, -30.0], [2.0, 0.0]],
        [2.0, -10.0],
        [[6.0], [2.0]],
        [2.0],
    )
    for name, gradient, numbers in zip(("X", "W1", "b1", "W2", "b2"), found, expected, strict=True):
        of = f"the gradient of the sum of {OF} for {name}"
        assert_close(gradient, torch.tensor(numbers, device=device), of=of, dtype=False)


@aside
@points(1, "the result has the dtype of the arguments", requires="test_example")
def test_dtype(student, device):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(student.mlp(*example(device, dtype=dtype)), dtype, of=f"mlp(X, params) of {dtype}")


@points(1, "X and the parameters are left as they were", requires="test_example")
def test_arguments_are_left_alone(student, device):
    assert_unmodified(student.mlp, *example(device), of="mlp(X, params)")
