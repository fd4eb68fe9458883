"""What a learner can run: the worked example, and what the contract says of shapes, gradients and dtypes."""

import torch

from autograder.checks import (
    aside,
    assert_close,
    assert_dtype,
    assert_tensor,
    assert_unmodified,
    fail,
    gradients,
    points,
)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    y_hat, y = torch.tensor([[17.0], [39.0]], device=device), torch.tensor([[15.0], [42.0]], device=device)
    expected = torch.tensor([[2.0], [4.5]], device=device)
    assert_close(student.squared_loss(y_hat, y), expected, of="squared_loss([[17], [39]], [[15], [42]])", dtype=False)


@points(2, "labels of shape (2,) beside predictions of shape (2, 1) give losses of shape (2, 1)")
def test_shapes(student, device):
    y_hat, y = torch.tensor([[17.0], [39.0]], device=device), torch.tensor([15.0, 42.0], device=device)
    expected = torch.tensor([[2.0], [4.5]], device=device)
    assert_close(student.squared_loss(y_hat, y), expected, of="squared_loss([[17], [39]], [15, 42])", dtype=False)


@points(1, "labels of shape (2, 1) beside predictions of shape (2,) give losses of shape (2,)")
def test_column(student, device):
    y_hat, y = torch.tensor([17.0, 39.0], device=device), torch.tensor([[15.0], [42.0]], device=device)
    expected = torch.tensor([2.0, 4.5], device=device)
    assert_close(student.squared_loss(y_hat, y), expected, of="squared_loss([17, 39], [[15], [42]])", dtype=False)


@points(2, "twice the error costs four times as much")
def test_squares(student, device):
    y = torch.tensor([[15.0]], device=device)
    once, twice = (
        assert_tensor(student.squared_loss(y + error, y), of="squared_loss(y_hat, y)").detach().sum()
        for error in (2.0, 4.0)
    )
    if not 3.999 < float(twice) / (float(once) or 1.0) < 4.001:
        fail(
            "an error of 4 costs {twice} and an error of 2 costs {once}",
            twice=f"{float(twice):g}",
            once=f"{float(once):g}",
        )


@points(2, "the gradient for y_hat is y_hat - y")
def test_gradient(student, device):
    y_hat = torch.tensor([[17.0], [39.0]], device=device, requires_grad=True)
    y = torch.tensor([[15.0], [42.0]], device=device)
    (came,) = gradients(student.squared_loss, y_hat, y, ones=True)
    expected = torch.tensor([[2.0], [-3.0]], device=device)
    assert_close(came, expected, of="the gradient of squared_loss([[17], [39]], [[15], [42]]).sum()", dtype=False)


@aside
@points(1, "the result has the dtype of y_hat", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        came = student.squared_loss(rng.normal(3, 1, dtype=dtype), rng.normal(3, 1, dtype=dtype))
        assert_dtype(came, dtype, of=f"squared_loss(y_hat, y) of {dtype}")


@points(1, "y_hat and y are left as they were", requires="test_example")
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.squared_loss, rng.normal(3, 1), rng.normal(3, 1), of="squared_loss(y_hat, y)")
