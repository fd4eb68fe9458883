"""What a learner can run: two steps by hand, and the properties that the contract states."""

import torch

from autograder.checks import assert_close, assert_equal, inplace, points

VALUES = ("test_example", "test_states", "test_two_steps")


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    theta = torch.tensor([1.0], device=device, requires_grad=True)
    theta.grad = torch.tensor([0.5], device=device)
    v, s = torch.zeros(1, device=device), torch.zeros(1, device=device)
    inplace(student.adam)([theta], [(v, s)], {"lr": 0.1, "t": 1})
    of = "after 1 step, starting from parameter value 1 with gradient 0.5, theta"
    assert_close(theta.detach(), torch.tensor([0.9], device=device), of=of)


@points(1, "the states are the same tensors with new values: running averages without correction")
def test_states(student, device):
    theta = torch.tensor([1.0], device=device, requires_grad=True)
    theta.grad = torch.tensor([0.5], device=device)
    v, s = torch.tensor([0.1], device=device), torch.tensor([0.2], device=device)
    inplace(student.adam)([theta], [(v, s)], {"lr": 0.1, "t": 2})
    start = "after 1 step with gradient 0.5, starting from"
    assert_close(v, torch.tensor([0.14], device=device), of=f"{start} v = 0.1, v")
    assert_close(s, torch.tensor([0.20005], device=device), of=f"{start} s = 0.2, s")


@points(2, "the second step follows both averages")
def test_two_steps(student, device):
    theta = torch.tensor([1.0], device=device, requires_grad=True)
    states, hyperparams = [(torch.zeros(1, device=device), torch.zeros(1, device=device))], {"lr": 0.1, "t": 1}
    for gradient in (0.5, -0.25):
        theta.grad = torch.tensor([gradient], device=device)
        inplace(student.adam)([theta], states, hyperparams)
    # v = 0.02, s = 0.00031225; divided by 1 - 0.9**2 and 1 - 0.999**2 they are 0.105263 and 0.156203.
    expected = torch.tensor([0.9 - 0.1 * 0.105263 / 0.395225], device=device)
    of = "after 2 steps with gradients 0.5 and -0.25, starting from parameter value 1, theta"
    assert_close(theta.detach(), expected, of=of, tolerance=1e-5)


@points(2, "t is advanced once and gradients are zeroed, for two parameters too", requires_one_of=VALUES)
def test_bookkeeping(student, rng):
    params = [rng.normal(2, 1, requires_grad=True), rng.normal(1, requires_grad=True)]
    for p in params:
        p.grad = rng.normal(*p.shape)
    states = [(torch.zeros_like(p).detach(), torch.zeros_like(p).detach()) for p in params]
    hyperparams = {"lr": 0.1, "t": 1}
    inplace(student.adam)(list(params), states, hyperparams)
    assert_equal(hyperparams.get("t"), 2, of='after 1 step, starting from t = 1, hyperparams["t"]')
    for index, p in enumerate(params):
        if p.grad is not None:  # None is as good as zero for the next backward
            assert_equal(p.grad, torch.zeros_like(p).detach(), of=f"after 1 step, params[{index}].grad")


@points(1, "a gradient as small as eps moves the parameter by half the learning rate")
def test_eps(student, device):
    theta = torch.zeros(1, dtype=torch.float64, device=device, requires_grad=True)
    theta.grad = torch.full_like(theta, 1e-6)
    v, s = torch.zeros_like(theta).detach(), torch.zeros_like(theta).detach()
    inplace(student.adam)([theta], [(v, s)], {"lr": 0.1, "t": 1})
    expected = torch.full_like(v, -0.05)
    of = "after 1 step, starting from parameter value 0 with gradient 1e-6, theta"
    assert_close(theta.detach(), expected, of=of, tolerance=1e-6)


@points(1, "beta1, beta2 and eps are used where they are given")
def test_given_hyperparameters(student, device):
    theta = torch.tensor([1.0], device=device, requires_grad=True)
    theta.grad = torch.tensor([2.0], device=device)
    v, s = torch.tensor([1.0], device=device), torch.tensor([1.0], device=device)
    inplace(student.adam)([theta], [(v, s)], {"lr": 0.5, "t": 1, "beta1": 0.5, "beta2": 0.75, "eps": 1.0})
    # v = 1.5 and s = 1.75, corrected 3 and 7.
    expected = torch.tensor([1 - 0.5 * 3 / (7**0.5 + 1)], device=device)
    of = "after 1 step with beta1 = 0.5, beta2 = 0.75, eps = 1, starting from parameter value 1, theta"
    assert_close(theta.detach(), expected, of=of)
