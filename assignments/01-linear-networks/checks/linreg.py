"""What a learner can run: the worked example, and what the contract says of shapes, gradients and dtypes."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, assert_unmodified, gradients, points


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[1.0, 2.0], [3.0, 4.0]], device=device)
    w, b = torch.tensor([[10.0], [1.0]], device=device), torch.tensor([5.0], device=device)
    expected = torch.tensor([[17.0], [39.0]], device=device)
    assert_close(student.linreg(X, w, b), expected, of="linreg([[1, 2], [3, 4]], [[10], [1]], [5])", dtype=False)


@points(2, "without a bias, each prediction is the weighted sum of its features")
def test_weighted_sums(student, device):
    X = torch.tensor([[1.0, 2.0], [3.0, 4.0]], device=device)
    w, b = torch.tensor([[10.0], [1.0]], device=device), torch.zeros(1, device=device)
    expected = torch.tensor([[12.0], [34.0]], device=device)
    assert_close(student.linreg(X, w, b), expected, of="linreg([[1, 2], [3, 4]], [[10], [1]], [0])", dtype=False)


@points(1, "a column of weights gives a column, a vector of weights a vector", requires="test_example")
def test_shapes(student, rng):
    X, b = rng.normal(4, 3).float(), rng.normal(1).float()
    assert_shape(student.linreg(X, rng.normal(3, 1).float(), b), (4, 1), of="with w of shape (3, 1), linreg(X, w, b)")
    assert_shape(student.linreg(X, rng.normal(3).float(), b), (4,), of="with w of shape (3,), linreg(X, w, b)")


@points(2, "gradients reach X, w and b")
def test_gradient(student, device):
    X = torch.tensor([[1.0, 2.0], [3.0, 4.0]], device=device, requires_grad=True)
    w = torch.tensor([[10.0], [1.0]], device=device, requires_grad=True)
    b = torch.tensor([5.0], device=device, requires_grad=True)
    came = gradients(student.linreg, X, w, b, ones=True)
    of = "the gradient of linreg([[1, 2], [3, 4]], [[10], [1]], [5]).sum()"
    for name, gradient, expected in zip(
        ("X", "w", "b"), came, ([[10.0, 1.0], [10.0, 1.0]], [[4.0], [6.0]], [2.0]), strict=True
    ):
        assert_close(gradient, torch.tensor(expected, device=device), of=f"{of} for {name}", dtype=False)


@aside
@points(1, "the result has the dtype of the arguments", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        X, w, b = rng.normal(2, 3, dtype=dtype), rng.normal(3, 1, dtype=dtype), rng.normal(1, dtype=dtype)
        assert_dtype(student.linreg(X, w, b), dtype, of=f"linreg(X, w, b) of {dtype}")


@points(1, "X, w and b are left as they were", requires="test_example")
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.linreg, rng.normal(2, 3), rng.normal(3, 1), rng.normal(1), of="linreg(X, w, b)")
