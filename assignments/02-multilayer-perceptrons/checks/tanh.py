"""What a learner can run: the worked example, large numbers, gradients, and what the contract says of X."""

import math

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_unmodified, gradients, points

X = [0.0, math.log(2), -math.log(2), math.log(3)]


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    expected = torch.tensor([[0.0, 0.6, -0.6, 0.8]], device=device)
    came = student.tanh(torch.tensor([X], device=device))
    assert_close(came, expected, of="tanh([[0, log 2, -log 2, log 3]])", dtype=False)


@points(2, "the gradient is 1 - tanh squared")
def test_gradient(student, device):
    numbers = torch.tensor(X[1:], device=device, requires_grad=True)
    (came,) = gradients(student.tanh, numbers, ones=True)
    expected = torch.tensor([0.64, 0.64, 0.36], device=device)
    assert_close(came, expected, of="the gradient of tanh([log 2, -log 2, log 3]).sum()", dtype=False)


@points(1, "the gradient at 0 is 1", requires="test_gradient")
def test_gradient_at_zero(student, device):
    (came,) = gradients(student.tanh, torch.zeros(2, device=device, requires_grad=True), ones=True)
    assert_close(came, torch.ones(2, device=device), of="the gradient of tanh([0, 0]).sum()", dtype=False)


@points(1, "-1000 and 1000 give -1 and 1")
def test_large(student, device):
    came = student.tanh(torch.tensor([-1000.0, 0.0, 1000.0], device=device))
    assert_close(came, torch.tensor([-1.0, 0.0, 1.0], device=device), of="tanh([-1000, 0, 1000])", dtype=False)


@points(1, "at -1000 and 1000 the gradient is 0, not nan", requires="test_gradient")
def test_large_gradient(student, device):
    numbers = torch.tensor([-1000.0, 1000.0], device=device, requires_grad=True)
    (came,) = gradients(student.tanh, numbers, ones=True)
    assert_close(came, torch.zeros(2, device=device), of="the gradient of tanh([-1000, 1000]).sum()", dtype=False)


@aside
@points(1, "the result has the dtype of X", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(student.tanh(rng.normal(2, 3, dtype=dtype)), dtype, of=f"tanh(X) of {dtype}")


@points(1, "X is left as it was", requires="test_example")
def test_argument_is_left_alone(student, rng):
    assert_unmodified(student.tanh, rng.normal(3, 4), of="tanh(X)")
