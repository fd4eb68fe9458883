"""yogi(params, states, hyperparams): Adam's step with an average of squares that grows and shrinks by steps of one size.

Ordinary gradients are so large that eps cannot be seen next to them; those that show it have a test of their own.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, writes
from autograder.checks.optimisers import Optimiser
from autograder.checks.settings import Setting

OPTIMISER = Optimiser("yogi", {"v": 1, "s": 2})
# A rate that makes a later step as long as p is large: then a small fault of s is no rounding error.
FAR = 10.0
# Next to gradients so large, eps vanishes in float64 too.
FORM = {"scale": 1e8, "lr": 0.1}


def arguments(rng, count=2, n=3, d=2, t=7, lr=FAR, scale=1e3):
    return *OPTIMISER.drawn(rng, count, n, d, scale), {"lr": lr, "t": t}


def from_rest(rng, scale=1e3, **given):
    """The first step."""
    params, grads, states, _ = arguments(rng, scale=scale)
    return params, grads, OPTIMISER.rested(states), {"lr": 0.1, "t": 1, **given}


def with_given(**given):
    def edge(rng):
        *rest, hyperparams = arguments(rng, t=3, lr=0.3, scale=1.0)
        return *rest, {**hyperparams, **given}

    return edge


def one_without_gradient(rng):
    params, grads, states, hyperparams = arguments(rng, **FORM)
    return params, [None, grads[1]], states, hyperparams


def one_of_zeros(rng):
    params, grads, states, hyperparams = arguments(rng, **FORM)
    return params, [torch.zeros_like(grads[0]), grads[1]], states, hyperparams


def without_dimensions(rng):
    return [rng.normal()], [rng.normal(std=1e8)], [OPTIMISER.state(rng, scale=1e8)], {"lr": 0.5, "t": 2}


def states_as_lists(rng):
    params, grads, states, hyperparams = arguments(rng, **FORM)
    return params, grads, [list(state) for state in states], hyperparams


def steady(rng):
    """Some squares are exactly what s is already, others larger or smaller."""
    params, _, states, hyperparams = arguments(rng, count=1, n=4, d=3)
    g = 2.0 ** rng.integers(6, 12, (4, 3)).double()
    s = torch.where(rng.integers(0, 2, (4, 3)) == 1, g**2, states[0][1])
    return params, [g], [(states[0][0], s)], hyperparams


average, squares, AFTER = OPTIMISER.kept("v"), OPTIMISER.kept("s"), f"after {OPTIMISER.of}"
# Both states of the parameter that has no gradient.
passed_over = OPTIMISER.seen(lambda before, params, states, hyperparams: [slot[0] for slot in states])
everything = OPTIMISER.seen(lambda before, params, states, hyperparams: (params, *states))
GIVEN = ({"beta1": 0.6}, {"beta2": 0.9}, {"eps": 0.5}, {"beta1": 0.0, "beta2": 0.5, "eps": 0.01})

contract = writes(
    OPTIMISER.of,
    OPTIMISER.parameters,
    arguments,
    sizes=[{"t": 2}, {"t": 1000, "lr": 1.0}, {"count": 1}, {"count": 5, "t": 3}, {"n": 100}],
    forms=(FORM,),
    edges={
        "a parameter without a gradient": one_without_gradient,
        "a gradient of zeros": one_of_zeros,
        "a number without dimensions": without_dimensions,
        "states as lists": states_as_lists,
    },
    cases={
        "first_step": Case(
            2, "the first step moves each element by the learning rate, against its gradient", from_rest
        ),
        "average": Case(
            2, "v is the average of Adam, in place and kept without correction", call=average, of=f"{AFTER}, v of each"
        ),
        "squares": Case(
            4,
            "s grows or shrinks towards the squared gradient, by (1 - beta2) of that, in place and without correction",
            {"ordinary gradients": lambda rng: arguments(rng, n=10), "the first step": from_rest},
            call=squares,
            of=f"{AFTER}, s of each",
        ),
        "steady": Case(1, "where the squared gradient is s, s stays", steady, call=squares, of=f"{AFTER}, s of each"),
        "states_without_gradient": Case(
            1,
            "a parameter without a gradient keeps its v and its s",
            one_without_gradient,
            call=passed_over,
            of=f"{AFTER}, (v, s) of the parameter without a gradient",
        ),
        "eps": Case(
            2,
            "small gradients show eps: 1e-3, outside the root, next to the corrected average",
            {"gradients near 1e-3 in the first step": lambda rng: from_rest(rng, scale=1e-3)},
        ),
        "eps_of_zero": Case(
            1,
            "a given eps of 0 is 0",
            {"gradients near 1e-3 in the first step": lambda rng: from_rest(rng, scale=1e-3, eps=0.0)},
        ),
        "given_hyperparameters": Case(
            2,
            "beta1, beta2 and eps are taken from the hyperparameters where they are given",
            {", ".join(f"{name} = {value}" for name, value in given.items()): with_given(**given) for given in GIVEN},
            call=everything,
            of=f"{AFTER}, (params, v of each, s of each)",
        ),
    },
    settings=[
        Setting("the average", average, not_for=("sizes",)),
        Setting("the squares", squares, not_for=("sizes",)),
    ],
    basis=("test_values", "test_first_step", "test_average", "test_squares"),
    costs=("count", "n"),
    weights={"sizes": 3, "edges": 2},
    titles={
        "values": "a later step uses both averages, corrected for the number of steps",
        "edges": "a gradient that is None, one of zeros, and a number without dimensions; states in tuples or lists",
    },
    without={"half": "the contract promises float32 and float64 alone"},
    own_work=OwnWork(
        names=("optim", "Adam", "adam", "Yogi", "yogi", "_single_tensor_adam"), ops=("optim.", "_fused_adam")
    ),
)
