"""rmsprop(params, states, hyperparams): one step, in place, divided by the root of a running average of squared gradients.

A slip in the average is charged once: the step is asked with the average that an answer itself has kept. Ordinary gradients are so
large that eps cannot be seen next to them; those that show it have a test of their own.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, writes
from autograder.checks.optimisers import Optimiser
from autograder.checks.settings import Setting

OPTIMISER = Optimiser("rmsprop", {"s": 2})
# Next to gradients so large, eps vanishes in float64 too.
FORM = {"scale": 1e4}


def arguments(rng, count=2, n=3, d=2, lr=0.3, gamma=0.8, scale=100.0):
    return *OPTIMISER.drawn(rng, count, n, d, scale), {"lr": lr, "gamma": gamma}


def from_rest(rng, scale=1e-3):
    """Gradients whose squares are about as small as eps, and one of zero, in the first step."""
    params, grads, states, hyperparams = arguments(rng, scale=scale)
    grads[1][0] = 0.0
    return params, grads, OPTIMISER.rested(states), hyperparams


def one_without_gradient(rng):
    params, grads, states, hyperparams = arguments(rng, **FORM)
    return params, [None, grads[1]], states, hyperparams


def one_of_zeros(rng):
    params, grads, states, hyperparams = arguments(rng)
    return params, [torch.zeros_like(grads[0]), grads[1]], states, hyperparams


def in_another_order(rng):
    *rest, hyperparams = arguments(rng, **FORM)
    return *rest, dict(reversed(hyperparams.items()))


def without_dimensions(rng):
    return [rng.normal()], [rng.normal(std=1e4)], [OPTIMISER.state(rng, scale=1e4)], {"lr": 0.5, "gamma": 0.5}


# lr times the gradient, if the step is right, whatever the average has become.
step = OPTIMISER.divided(1e-6)
averages, AFTER = OPTIMISER.kept("s"), f"after {OPTIMISER.of}"

contract = writes(
    OPTIMISER.of,
    OPTIMISER.parameters,
    arguments,
    sizes=[
        {"gamma": 0.0},
        {"gamma": 0.99, "lr": 1.5},
        {"count": 1},
        {"count": 5},
        {"n": 100, "lr": 0.01},
        {"scale": 1.0},
    ],
    forms=(FORM,),
    edges={
        "a parameter without a gradient": one_without_gradient,
        "a number without dimensions": without_dimensions,
        "hyperparameters in another order": in_another_order,
    },
    cases={
        "average": Case(
            4,
            "s averages the squared gradients, in place",
            {"ordinary gradients": arguments, "tiny gradients": from_rest, "a gradient of zeros": one_of_zeros},
            call=averages,
            of=f"{AFTER}, states",
        ),
        "step": Case(
            3, "the step is divided by the root of s as it then is", call=step, of=f"{AFTER}, sqrt(s) times step"
        ),
        "eps": Case(
            2, "tiny gradients show eps: 1e-6, inside the root", {"tiny gradients in the first step": from_rest}
        ),
        "average_without_gradient": Case(
            1, "a parameter without a gradient keeps its s", one_without_gradient, call=averages, of=f"{AFTER}, states"
        ),
    },
    settings=[Setting("its own average", step), Setting("the average", averages, not_for=("sizes",))],
    basis=("test_values", "test_average", "test_step"),
    costs=("count", "n"),
    weights={"sizes": 3, "edges": 2},
    titles={
        "values": "the parameters move against their gradients",
        "edges": "a gradient that is None, and a number without dimensions",
    },
    without={"half": "the contract promises float32 and float64 alone"},
    own_work=OwnWork(names=("optim", "RMSprop", "rmsprop", "_single_tensor_rmsprop"), ops=("optim.",)),
)
