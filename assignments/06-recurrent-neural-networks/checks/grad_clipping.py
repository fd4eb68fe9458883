"""What a learner can run: two gradients whose common norm is 5, and one that is small enough."""

import torch
from torch import nn

from autograder.checks import assert_close, fail, inside, points


@inside
def clipped(grad_clipping, grads, theta, *, plain=False):
    """The gradients afterwards; of a module, or of an object with params."""

    class Net:
        pass

    params = [nn.Parameter(torch.zeros(2) if grad is None else torch.zeros_like(grad)) for grad in grads]
    for param, grad in zip(params, grads, strict=True):
        param.grad = None if grad is None else grad.clone()
    net = Net() if plain else nn.ParameterList(params)
    if plain:
        net.params = params
    grad_clipping(net, theta)
    return [param.grad for param in params]


def grads(device):
    return [torch.tensor([[3.0], [0.0]], device=device), torch.tensor([4.0], device=device)]


def assert_clipped(student, given, due, theta, *, plain=False):
    __tracebackhide__ = True
    found = clipped(student, student.grad_clipping, given, theta, plain=plain)
    if not isinstance(found, list) or len(found) != len(due):
        fail("the gradients afterwards cannot be read")
    for number, (came, should) in enumerate(zip(found, due, strict=True)):
        if should is None:
            if came is not None:
                fail("a parameter without a gradient has one after grad_clipping(net, theta): pass it over")
        else:
            assert_close(came, should, of=f"after grad_clipping(net, {theta}), gradient {number}")


@points(2, "gradients [3, 0] and [4] have the norm 5 together: with theta = 1 they become [0.6, 0] and [0.8]")
def test_example(student, device):
    due = [torch.tensor([[0.6], [0.0]], device=device), torch.tensor([0.8], device=device)]
    assert_clipped(student, grads(device), due, 1.0)


@points(1, "with theta = 10 nothing happens", requires="test_example")
def test_below(student, device):
    assert_clipped(student, grads(device), grads(device), 10.0)


@points(1, "a parameter without a gradient is passed over", requires="test_example")
def test_none(student, device):
    due = [torch.tensor([[0.6], [0.0]], device=device), None, torch.tensor([0.8], device=device)]
    first, second = grads(device)
    assert_clipped(student, [first, None, second], due, 1.0)


@points(1, "net may be an object with params")
def test_object(student, device):
    due = [torch.tensor([[1.5], [0.0]], device=device), torch.tensor([2.0], device=device)]
    assert_clipped(student, grads(device), due, 2.5, plain=True)
