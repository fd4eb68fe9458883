"""What a learner can run: the worked example, two steps, and the gradients afterwards."""

import torch

from autograder.checks import assert_close, assert_equal, inplace, points


def stepped(student, device, sums, *gradients, lr=0.5):
    """A parameter (1, 2), and its s, after a step with each of the gradients."""
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    state = torch.tensor(sums, device=device)
    for gradient in gradients:
        param.grad = torch.tensor(gradient, device=device)
        inplace(student.adagrad)([param], [state], {"lr": lr})
    return param, state


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    param, _ = stepped(student, device, [9.0, 0.0], [4.0, -3.0])
    expected = torch.tensor([0.6, 2.5], device=device)
    assert_close(param.detach(), expected, of="after the step of the example, the parameter", dtype=False)


@points(2, "s is changed in place")
def test_sum(student, device):
    _, state = stepped(student, device, [9.0, 0.0], [4.0, -3.0])
    expected = torch.tensor([25.0, 9.0], device=device)
    assert_close(state.detach(), expected, of="after the step of the example, s", dtype=False)


@points(2, "a second step with the same gradient is shorter")
def test_two_steps(student, device):
    param, _ = stepped(student, device, [0.0, 0.0], [3.0, -4.0], [3.0, -4.0])
    moved = 0.5 + 0.5 / 2**0.5  # the roots are |g| and sqrt(2) |g|
    expected = torch.tensor([1 - moved, 2 + moved], device=device)
    assert_close(param.detach(), expected, of="after two steps from rest, the parameter", dtype=False)


@points(1, "a gradient of 0.001 shows eps: inside the root, it shortens the step")
def test_eps(student, device):
    param, _ = stepped(student, device, [0.0, 0.0], [0.001, 0.0])
    expected = torch.tensor([1 - 0.5 / 2**0.5, 2.0], device=device)
    assert_close(param.detach(), expected, of="after a step with the gradient (0.001, 0), the parameter", dtype=False)


@points(1, "the gradients are zero afterwards", requires_one_of=("test_example", "test_sum"))
def test_gradients_are_zeroed(student, device):
    param, _ = stepped(student, device, [9.0, 0.0], [4.0, -3.0])
    if param.grad is not None:
        assert_equal(param.grad, torch.zeros(2, device=device), of="after a step, the gradient")


@points(1, "a parameter whose gradient is None is passed over", requires="test_example")
def test_no_gradient(student, device):
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    inplace(student.adagrad)([param], [torch.ones(2, device=device)], {"lr": 0.5})
    expected = torch.tensor([1.0, 2.0], device=device)
    assert_close(param.detach(), expected, of="after a step without a gradient, the parameter", dtype=False)
