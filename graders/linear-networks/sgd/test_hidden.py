"""What is special about sgd: the gradients afterwards. They have tests of their own, so that a forgotten zero costs these alone."""

import torch

from autograder.checks import agree, assert_equal, fail, inplace, points
from autograder.checks.written import pasted_as

from .contract import arguments, stepped

STEP = """for param, grad in zip(params, grads):  # as backward does it
    param.grad = grad.clone() if param.grad is None else param.grad + grad
sgd(params, lr, batch_size)
"""


@points(3, "every gradient is zero, or None, afterwards", requires="test_values")
def test_gradients_are_zeroed(student, rng):
    for count in (1, 3):
        params, grads, lr, batch_size = arguments(rng, count=count)
        stepped(student, params, grads, lr, batch_size)
        for index, param in enumerate(params):
            if param.grad is not None:
                zeros = torch.zeros_like(param).detach()
                assert_equal(param.grad, zeros, of=f"after sgd(params, lr, batch_size), params[{index}].grad")


@pasted_as(f"for param in params:\n    param.requires_grad_()\n{STEP}{STEP}params")
def after_two_steps(ns, params, grads, lr, batch_size):
    """The parameters after two steps; backward adds to the gradient that it finds."""
    stepped(ns, params, grads, lr, batch_size)
    for param, grad in zip(params, grads, strict=True):
        param.grad = grad.clone() if param.grad is None else param.grad + grad
    inplace(ns.sgd)(list(params), lr, batch_size)
    return [param.detach() for param in params]


@points(2, "two steps in a row are right", requires="test_values")
def test_two_steps(student, reference, rng):
    agree(student, reference, after_two_steps, *arguments(rng), of="after two steps, params")


@points(3, "the parameters go on requiring a gradient", requires="test_values")
def test_parameters_go_on_learning(student, rng):
    params, grads, lr, batch_size = arguments(rng)
    for given in (grads, [*grads[:-1], None]):  # at the end, too, of those that are passed over
        params = [param.detach() for param in params]
        stepped(student, params, given, lr, batch_size)
        for index, param in enumerate(params):
            if not param.requires_grad:
                fail(
                    "params[{index}].requires_grad is False afterwards, so nothing is learnt from there on", index=index
                )
