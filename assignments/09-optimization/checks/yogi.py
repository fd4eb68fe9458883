"""What a learner can run: a step by hand, the state, and what is left afterwards."""

import torch

from autograder.checks import assert_close, assert_equal, inplace, points


def stepped(student, device, gradient, v=(0.0, 0.0), s=(0.0, 0.0), **hyperparams):
    """A parameter (1, 2), its v and s, and the hyperparameters, after a step with this gradient."""
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    param.grad = torch.tensor(gradient, device=device)
    state = torch.tensor(v, device=device), torch.tensor(s, device=device)
    given = {"lr": 0.1, "t": 1, **hyperparams}
    inplace(student.yogi)([param], [state], given)
    return param, *state, given


@points(2, "s grows where the squared gradient is larger, and shrinks where it is smaller, as in the text")
def test_squares(student, device):
    *_, s, _ = stepped(student, device, [2.0, 2.0], s=(1.0, 9.0))
    assert_close(
        s.detach(), torch.tensor([1.004, 8.996], device=device), of="after the example, s", dtype=False, tolerance=1e-5
    )


@points(1, "v is the average of Adam")
def test_average(student, device):
    _, v, *_ = stepped(student, device, [2.0, -4.0], v=(1.0, 1.0))
    assert_close(v.detach(), torch.tensor([1.1, 0.5], device=device), of="after a step from v = 1, v", dtype=False)


@points(2, "the first step has about the length of the learning rate")
def test_first_step(student, device):
    param, *_ = stepped(student, device, [0.5, -2.0])
    moved = torch.tensor([0.1 * 0.5 / 0.501, -0.1 * 2 / 2.001], device=device)
    expected = torch.tensor([1.0, 2.0], device=device) - moved
    assert_close(param.detach(), expected, of="after the first step, the parameter", dtype=False)


@points(1, "a gradient as small as eps moves the parameter by half the learning rate")
def test_eps(student, device):
    param, *_ = stepped(student, device, [0.001, 0.0])
    expected = torch.tensor([0.95, 2.0], device=device)
    assert_close(param.detach(), expected, of="after a step with the gradient (0.001, 0), the parameter", dtype=False)


@points(1, "t is larger by one, and the gradients are zero", requires_one_of=("test_squares", "test_average"))
def test_bookkeeping(student, device):
    param, _, _, given = stepped(student, device, [2.0, 2.0], t=4)
    assert_equal(given.get("t"), 5, of='after a step with t = 4, hyperparams["t"]')
    if param.grad is not None:
        assert_equal(param.grad, torch.zeros(2, device=device), of="after a step, the gradient")


@points(1, "a parameter whose gradient is None is passed over", requires="test_first_step")
def test_no_gradient(student, device):
    param = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    inplace(student.yogi)([param], [(torch.ones(2, device=device), torch.ones(2, device=device))], {"lr": 0.1, "t": 1})
    expected = torch.tensor([1.0, 2.0], device=device)
    assert_close(param.detach(), expected, of="after a step without a gradient, the parameter", dtype=False)
