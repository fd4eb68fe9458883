"""What is special about adam: steps in a row, and what a step leaves beside new parameters.

A gradient set to None counts as zeroed: the next backward starts afresh either way. What was given in the dictionary stays.
"""

import torch

from autograder.checks import agree, aside, assert_equal, fail, inplace, points
from autograder.checks.shaping import cast, each, strided, transposed
from autograder.checks.stages import naming
from autograder.devices.simulated import to_device

from .contract import CALL, FORMS, RIGHT, arguments, everything, ordinary, stepped
from .stages import place


def several(ns, p, gradients, v, s, hyperparams):
    places = []
    for g in gradients:
        p.grad = g.clone() if p.grad is None else p.grad + g  # as backward does: it adds to what was not zeroed
        inplace(ns.adam)([p], [(v, s)], hyperparams)
        if not p.requires_grad:
            fail("after a step the parameter requires no gradient any more: the next backward would not reach it")
        places.append(p.detach().clone())
    return places


@points(5, "several steps in a row lead to the right place")
def test_several_steps(student, reference, rng):
    p, gradients = rng.normal(3, dtype=torch.float32, requires_grad=True), [ordinary(rng, 3).float() for _ in range(5)]
    v, s = torch.zeros_like(gradients[0]), torch.zeros_like(gradients[0])
    of = "[p after step 1, p after step 2, ...]"
    with naming(place, student, reference):
        agree(student, reference, several, p, gradients, v, s, {"lr": 0.2, "t": 1}, of=of)


@points(4, "t is advanced by one, however many parameters there are, and what was given stays", requires_one_of=RIGHT)
def test_t(student, rng):
    given = {"lr": 0.1, "beta1": 0.8, "beta2": 0.99, "eps": 1e-3}
    for count, t in ((1, 1), (3, 5)):
        params, grads, states, _ = cast(arguments(rng, count=count), torch.float32)
        hyperparams = {**given, "t": t}
        stepped(student, params, grads, states, hyperparams)
        start = f"after 1 step with {count} parameters, starting from t = {t},"
        assert_equal(hyperparams.get("t"), t + 1, of=f'{start} hyperparams["t"]')
        for name, value in given.items():
            assert_equal(hyperparams.get(name), value, of=f'{start} hyperparams["{name}"]')


@points(4, "every parameter's gradient is zero afterwards", requires_one_of=RIGHT)
def test_gradients_are_zeroed(student, rng):
    params, grads, states, hyperparams = cast(arguments(rng, count=2, t=1, lr=0.1), torch.float32)
    stepped(student, params, grads, states, hyperparams)
    for index, p in enumerate(params):
        if p.grad is not None:
            assert_equal(p.grad, torch.zeros_like(p).detach(), of=f"after 1 step, params[{index}].grad")


@aside
@points(2, "v and s keep their dtype, layout and device")
def test_states_anywhere(student, reference, rng, accelerator):
    of = f"after {CALL}, (params, v of each, s of each)"
    args = arguments(rng, **FORMS[0])
    single = cast(args, torch.float32)
    there = each(single, lambda tensor: to_device(tensor, accelerator))
    for some in (args, each(single, transposed), each(single, strided), there):
        agree(student, reference, everything, *some, of=of)
