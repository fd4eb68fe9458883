"""What a learner can run: the worked example, its gradient at 0 and elsewhere, and what the contract says of X."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_unmodified, gradients, points

X = [[-2.0, 0.0, 3.0], [1.0, -1.0, 5.0]]
OF = "relu([[-2, 0, 3], [1, -1, 5]])"


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    expected = torch.tensor([[0.0, 0.0, 3.0], [1.0, 0.0, 5.0]], device=device)
    assert_close(student.relu(torch.tensor(X, device=device)), expected, of=OF, dtype=False)


@points(1, "a vector is as welcome as a matrix")
def test_vector(student, device):
    came = student.relu(torch.tensor([4.0, -4.0], device=device))
    assert_close(came, torch.tensor([4.0, 0.0], device=device), of="relu([4, -4])", dtype=False)


@points(2, "the gradient is 1 for positive numbers and 0 for negative ones")
def test_gradient(student, device):
    numbers = torch.tensor([-2.0, -1.0, 3.0], device=device, requires_grad=True)
    (came,) = gradients(student.relu, numbers, ones=True)
    expected = torch.tensor([0.0, 0.0, 1.0], device=device)
    assert_close(came, expected, of="the gradient of relu([-2, -1, 3]).sum()", dtype=False)


@points(1, "the gradient is 0 at 0", requires="test_gradient")
def test_gradient_at_zero(student, device):
    numbers = torch.tensor([0.0, 3.0], device=device, requires_grad=True)
    (came,) = gradients(student.relu, numbers, ones=True)
    expected = torch.tensor([0.0, 1.0], device=device)
    assert_close(came, expected, of="the gradient of relu([0, 3]).sum()", dtype=False)


@aside
@points(1, "the result has the dtype of X", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(student.relu(rng.normal(2, 3, dtype=dtype)), dtype, of=f"relu(X) of {dtype}")


@points(1, "X is left as it was", requires="test_example")
def test_argument_is_left_alone(student, rng):
    assert_unmodified(student.relu, rng.normal(3, 4), of="relu(X)")
