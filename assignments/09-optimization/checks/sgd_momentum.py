"""What a learner can run: the worked example, two steps, and the gradients afterwards."""

import torch

from autograder.checks import assert_close, assert_equal, inplace, points


def stepped(student, device, velocity, *gradients, lr=0.5, momentum=0.5):
    """A parameter (1, 2), and its velocity, after a step with each of the gradients."""
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    state = torch.tensor(velocity, device=device)
    for gradient in gradients:
        param.grad = torch.tensor(gradient, device=device)
        inplace(student.sgd_momentum)([param], [state], {"lr": lr, "momentum": momentum})
    return param, state


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    param, _ = stepped(student, device, [4.0, 0.0], [2.0, -8.0])
    expected = torch.tensor([-1.0, 6.0], device=device)
    assert_close(param.detach(), expected, of="after the step of the example, the parameter", dtype=False)


@points(2, "the velocity is changed in place")
def test_velocity(student, device):
    _, state = stepped(student, device, [4.0, 0.0], [2.0, -8.0])
    expected = torch.tensor([4.0, -8.0], device=device)
    assert_close(state.detach(), expected, of="after the step of the example, the velocity", dtype=False)


@points(1, "without momentum it is gradient descent")
def test_no_momentum(student, device):
    param, _ = stepped(student, device, [4.0, 0.0], [2.0, -8.0], momentum=0.0)
    expected = torch.tensor([0.0, 6.0], device=device)
    assert_close(param.detach(), expected, of="after a step with momentum 0, the parameter", dtype=False)


@points(2, "a second step with the same gradient is longer")
def test_two_steps(student, device):
    param, _ = stepped(student, device, [0.0, 0.0], [2.0, -8.0], [2.0, -8.0])
    expected = torch.tensor([-1.5, 12.0], device=device)  # steps of (1, -4) and (1.5, -6)
    assert_close(param.detach(), expected, of="after two steps from rest, the parameter", dtype=False)


@points(1, "the gradients are zero afterwards", requires="test_no_momentum")
def test_gradients_are_zeroed(student, device):
    param, _ = stepped(student, device, [4.0, 0.0], [2.0, -8.0])
    if param.grad is not None:
        assert_equal(param.grad, torch.zeros(2, device=device), of="after a step, the gradient")


@points(1, "a parameter whose gradient is None is passed over", requires="test_example")
def test_no_gradient(student, device):
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    inplace(student.sgd_momentum)([param], [torch.ones(2, device=device)], {"lr": 0.5, "momentum": 0.5})
    expected = torch.tensor([1.0, 2.0], device=device)
    assert_close(param.detach(), expected, of="after a step without a gradient, the parameter", dtype=False)
