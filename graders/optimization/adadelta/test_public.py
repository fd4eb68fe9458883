"""What a learner can run: the worked example, the first step, and the gradients afterwards."""

import torch

from autograder.checks import assert_close, assert_equal, inplace, points


def stepped(student, device, state, gradient, rho=0.75):
    """A parameter (1, 2), its s and its delta, after a step with this gradient."""
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    param.grad = torch.tensor(gradient, device=device)
    s, delta = (torch.tensor(numbers, device=device) for numbers in state)
    inplace(student.adadelta)([param], [(s, delta)], {"rho": rho})
    return param, s, delta


EXAMPLE = [[16.0, 0.0], [4.0, 1.0]], [4.0, -4.0]


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    param, _, _ = stepped(student, device, *EXAMPLE)
    expected = torch.tensor([-1.0, 4.0], device=device)
    assert_close(param.detach(), expected, of="after the step of the example, the parameter", dtype=False)


@points(1, "s is changed in place")
def test_average(student, device):
    _, s, _ = stepped(student, device, *EXAMPLE)
    assert_close(s.detach(), torch.tensor([16.0, 4.0], device=device), of="after the example, s", dtype=False)


@points(2, "delta is changed in place, by the step that was made")
def test_delta(student, device):
    _, _, delta = stepped(student, device, *EXAMPLE)
    assert_close(delta.detach(), torch.tensor([4.0, 1.75], device=device), of="after the example, delta", dtype=False)


@points(1, "the first step comes from eps alone, inside both roots")
def test_first_step(student, device):
    param, _, _ = stepped(student, device, [[0.0, 0.0], [0.0, 0.0]], [2.0, 0.0])
    moved = 2 * (1e-5 / (1 + 1e-5)) ** 0.5
    expected = torch.tensor([1 - moved, 2.0], device=device)
    of = "after a step from rest with the gradient (2, 0), the parameter"
    assert_close(param.detach(), expected, of=of, dtype=False)


@points(1, "the gradients are zero afterwards", requires_one_of=("test_example", "test_average"))
def test_gradients_are_zeroed(student, device):
    param, _, _ = stepped(student, device, *EXAMPLE)
    if param.grad is not None:
        assert_equal(param.grad, torch.zeros(2, device=device), of="after a step, the gradient")


@points(1, "a parameter whose gradient is None is passed over", requires="test_example")
def test_no_gradient(student, device):
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    inplace(student.adadelta)([param], [(torch.ones(2, device=device), torch.ones(2, device=device))], {"rho": 0.75})
    expected = torch.tensor([1.0, 2.0], device=device)
    assert_close(param.detach(), expected, of="after a step without a gradient, the parameter", dtype=False)
