"""What is special about sgd_momentum: the gradients afterwards, and what is carried from step to step."""

import torch

from autograder.checks import agree, assert_equal, fail, inplace, points

from .contract import OF, arguments, contract, stepped


@points(3, "every gradient is zero, or None, afterwards", requires_one_of=contract.basis)
def test_gradients_are_zeroed(student, rng):
    for count in (1, 3):
        params, *rest = arguments(rng, count=count)
        stepped(student, params, *rest)
        for index, param in enumerate(params):
            if param.grad is not None:
                assert_equal(param.grad, torch.zeros_like(param).detach(), of=f"after {OF}, params[{index}].grad")


def after_three_steps(ns, params, grads, states, hyperparams):
    """The parameters after three steps from rest; backward adds to the gradient that it finds."""
    states = [torch.zeros_like(state) for state in states]
    stepped(ns, params, grads, states, hyperparams)
    for _ in range(2):
        for param, grad in zip(params, grads, strict=True):
            param.grad = grad.clone() if param.grad is None else param.grad + grad
        inplace(ns.sgd_momentum)(list(params), list(states), hyperparams)
    return [param.detach() for param in params]


@points(3, "three steps in a row are right", requires="test_values")
def test_three_steps(student, reference, rng):
    agree(student, reference, after_three_steps, *arguments(rng), of="after three steps, params")


@points(4, "the parameters go on requiring a gradient, the velocities have none", requires_one_of=contract.basis)
def test_parameters_go_on_learning(student, rng):
    params, grads, states, hyperparams = arguments(rng)
    stepped(student, params, grads, states, hyperparams)
    for index, (param, state) in enumerate(zip(params, states, strict=True)):
        if not param.requires_grad:
            fail("params[{index}].requires_grad is False afterwards, so nothing is learnt from there on", index=index)
        if state.requires_grad:
            fail("states[{index}] requires a gradient afterwards: the step was recorded by autograd", index=index)
