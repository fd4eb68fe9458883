"""adadelta(params, states, hyperparams): one step, in place, whose length is the root of the average of earlier steps' squares.

A slip is charged once: the step is asked with the s that an answer itself has kept, delta with the step that it has made.
Ordinary gradients are so large that eps cannot be seen next to them; those that show it have a test of their own.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, writes
from autograder.checks.optimisers import Optimiser, given
from autograder.checks.settings import Setting

OPTIMISER = Optimiser("adadelta", {"s": 2, "delta": 2})
# Next to gradients so large, eps vanishes in float64 too.
FORM = {"scale": 1e5}


def arguments(rng, count=2, n=3, d=2, rho=0.8, scale=100.0):
    return *OPTIMISER.drawn(rng, count, n, d, scale), {"rho": rho}


def from_rest(rng, scale=3e-3):
    """The first step, with one gradient of zero."""
    params, grads, states, hyperparams = arguments(rng, scale=scale)
    grads[1][0] = 0.0
    return params, grads, OPTIMISER.rested(states), hyperparams


def one_without_gradient(rng):
    params, grads, states, hyperparams = arguments(rng, **FORM)
    return params, [None, grads[1]], states, hyperparams


def one_of_zeros(rng):
    params, grads, states, hyperparams = arguments(rng)
    return params, [torch.zeros_like(grads[0]), grads[1]], states, hyperparams


def without_dimensions(rng):
    return [rng.normal()], [rng.normal(std=1e5)], [OPTIMISER.state(rng, scale=1e5)], {"rho": 0.5}


def states_as_lists(rng):
    params, grads, states, hyperparams = arguments(rng, **FORM)
    return params, grads, [list(state) for state in states], hyperparams


# The gradient times the root of the old delta, if the step is right, whatever s has become.
step = OPTIMISER.divided(1e-5)
# rho times the old delta, if the new one is right, whatever the step has been.
from_own_step = OPTIMISER.seen(
    lambda before, params, states, hyperparams: given(
        states[1], params, lambda delta, p, old: delta - (1 - hyperparams["rho"]) * (old - p) ** 2, before.params
    )
)
averages, AFTER = OPTIMISER.kept("s"), f"after {OPTIMISER.of}"
BOTH = {"ordinary gradients": arguments, "tiny gradients": from_rest, "a gradient of zeros": one_of_zeros}
# Both states of the parameter that has no gradient.
passed_over = OPTIMISER.seen(lambda before, params, states, hyperparams: [slot[0] for slot in states])

contract = writes(
    OPTIMISER.of,
    OPTIMISER.parameters,
    arguments,
    sizes=[{"rho": 0.0}, {"rho": 0.99}, {"count": 1}, {"count": 5}, {"n": 100}, {"scale": 1.0}],
    forms=(FORM,),
    edges={
        "a parameter without a gradient": one_without_gradient,
        "a number without dimensions": without_dimensions,
        "states as lists": states_as_lists,
    },
    cases={
        "average": Case(3, "s averages the squared gradients, in place", BOTH, call=averages, of=f"{AFTER}, s of each"),
        "delta": Case(
            3,
            "delta averages the squared steps, in place",
            BOTH,
            call=from_own_step,
            of=f"{AFTER}, delta without its share of the step, of each",
        ),
        "step": Case(
            3,
            "the step is the gradient by the root of s as it then is, times that of delta as it was",
            call=step,
            of=f"{AFTER}, sqrt(s) times step",
        ),
        "eps": Case(
            2,
            "the first step shows eps: 1e-5, inside both roots",
            {"ordinary gradients": lambda rng: from_rest(rng, 1.0), "tiny gradients": from_rest},
        ),
        "states_without_gradient": Case(
            1,
            "a parameter without a gradient keeps its s and its delta",
            one_without_gradient,
            call=passed_over,
            of=f"{AFTER}, (s, delta) of the parameter without a gradient",
        ),
    },
    settings=[
        Setting("its own average", step),
        Setting("the average", averages, not_for=("sizes",)),
        Setting("its own step", from_own_step, not_for=("sizes",)),
    ],
    basis=("test_values", "test_average", "test_delta", "test_step"),
    costs=("count", "n"),
    weights={"sizes": 3, "edges": 2},
    titles={
        "values": "the parameters move against their gradients",
        "edges": "a gradient that is None, and a number without dimensions; states in tuples or lists",
    },
    without={"half": "the contract promises float32 and float64 alone"},
    own_work=OwnWork(names=("optim", "Adadelta", "adadelta", "_single_tensor_adadelta"), ops=("optim.",)),
)
