"""sgd_momentum(params, states, hyperparams): one step, in place, along a velocity that is kept from step to step."""

import torch

from autograder.checks import inplace
from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, writes
from autograder.checks.settings import Setting
from autograder.checks.written import pasted_as

OF = "sgd_momentum(params, states, hyperparams)"
STEP = f"for param, grad in zip(params, grads):\n    param.requires_grad_().grad = grad\n{OF}"


def arguments(rng, count=2, n=3, d=2, lr=0.3, momentum=0.8):
    """Parameters, gradients and velocities as in the middle of a training, and hyperparameters."""
    shapes = [(n, d), (d,)][: min(count, 2)] + [(n,)] * (count - 2)
    params, grads, states = ([rng.normal(*shape) for shape in shapes] for _ in range(3))
    return params, grads, states, {"lr": lr, "momentum": momentum}


def stepped(ns, params, grads, states, hyperparams):
    for param, grad in zip(params, grads, strict=True):
        param.requires_grad_().grad = None if grad is None else grad.clone()
    # In lists of its own: it is the tensors that should change.
    inplace(ns.sgd_momentum)(list(params), list(states), hyperparams)


@pasted_as(f"{STEP}\nparams")
def after(ns, params, grads, states, hyperparams):
    """The parameters after one step with these gradients."""
    stepped(ns, params, grads, states, hyperparams)
    return [param.detach() for param in params]


@pasted_as(f"{STEP}\nstates")
def velocities(ns, params, grads, states, hyperparams):
    """The velocities after one step with these gradients."""
    stepped(ns, params, grads, states, hyperparams)
    return [state.detach() for state in states]


def from_rest(params, grads, states, hyperparams):
    return params, grads, [torch.zeros_like(state) for state in states], hyperparams


def one_without_gradient(rng):
    params, grads, states, hyperparams = arguments(rng)
    return params, [None, grads[1]], states, hyperparams


def one_of_zeros(rng):
    params, grads, states, hyperparams = arguments(rng)
    return params, [torch.zeros_like(grads[0]), grads[1]], states, hyperparams


def in_another_order(rng):
    *rest, hyperparams = arguments(rng)
    return *rest, dict(reversed(hyperparams.items()))


def without_dimensions(rng):
    return (
        [rng.normal(), rng.normal(2)],
        [rng.normal(), rng.normal(2)],
        [rng.normal(), rng.normal(2)],
        {"lr": 0.5, "momentum": 0.5},
    )


contract = writes(
    OF,
    after,
    arguments,
    sizes=[{"momentum": 0.0}, {"momentum": 0.99, "lr": 1.5}, {"count": 1}, {"count": 5}, {"n": 100, "lr": 0.01}],
    edges={
        "a parameter without a gradient": one_without_gradient,
        "a gradient of zeros": one_of_zeros,
        "a number without dimensions": without_dimensions,
        "hyperparameters in another order": in_another_order,
    },
    cases={
        "first_step": Case(2, "the first step, from rest, is one of gradient descent", simplified=from_rest),
        "velocity": Case(
            4,
            "the velocity is updated in place",
            {"momentum = 0.8": arguments, "momentum = 0": lambda rng: arguments(rng, momentum=0.0)},
            call=velocities,
            of=f"after {OF}, states",
        ),
        "velocity_without_gradient": Case(
            2,
            "a parameter without a gradient keeps its velocity",
            one_without_gradient,
            call=velocities,
            of=f"after {OF}, states",
        ),
    },
    # One slip, in the velocity or in the step, is charged once.
    settings=[Setting("from rest", after, from_rest), Setting("the velocity", velocities, not_for=("sizes",))],
    basis=("test_values", "test_first_step", "test_velocity"),
    costs=("count", "n"),
    weights={"values": 5, "sizes": 3, "edges": 2},
    titles={
        "values": "the parameters move against their velocities",
        "edges": "a gradient that is None, one of zeros, and a number without dimensions",
    },
    own_work=OwnWork(names=("SGD", "sgd_", "optim", "_single_tensor_sgd"), ops=("optim.",)),
)
