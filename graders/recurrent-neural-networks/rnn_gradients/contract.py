"""rnn_gradients(Xs, H_0, W_x, W_h, cotangents): the gradients of a linear recurrence, by hand, back through time.

Each of the four is looked at by itself, and a single step too, through which nothing goes back: so one slip is charged once. Lists
count as tuples, and the gradients of the inputs may be a list of one tensor for each step.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting

from .stages import place

NAMES = ("Xs", "H_0", "W_x", "W_h")
OF = "rnn_gradients(Xs, H_0, W_x, W_h, cotangents)"


def arguments(rng, steps=4, n=3, d=5, h=2):
    return (
        rng.normal(steps, n, d),
        rng.normal(n, h),
        rng.normal(d, h, std=0.7),
        rng.normal(h, h, std=0.7),
        rng.normal(steps, n, h),
    )


def last_step_alone(rng):
    """The loss is one of the last state, as for the label of a whole sequence."""
    *rest, cotangents = arguments(rng, steps=6)
    cotangents[:-1] = 0.0
    return *rest, cotangents


def in_training(rng):
    return tuple(t.requires_grad_() for t in arguments(rng))


def found(ns, Xs, H_0, W_x, W_h, cotangents):
    result = ns.rnn_gradients(Xs, H_0, W_x, W_h, cotangents)
    if not isinstance(result, tuple | list):
        return result
    first = result[0] if result else None
    if isinstance(first, tuple | list) and first and all(isinstance(part, torch.Tensor) for part in first):
        same = len({part.shape for part in first}) == 1
        result = [torch.stack(list(first)) if same else first, *result[1:]]
    return tuple(result)


def part(*places):
    return lambda ns, Xs, H_0, W_x, W_h, cotangents: [
        found(ns, Xs, H_0, W_x, W_h, cotangents)[place] for place in places
    ]


def first_step(Xs, H_0, W_x, W_h, cotangents):
    return Xs[:1], H_0, W_x, W_h, cotangents[:1]


def of_part(name):
    number = NAMES.index(name)
    return Case(2, f"the gradient for {name} is right", call=part(number), of=f"{OF}[{number}]", place=place)


NO_GRAPH = "gradients by hand need no graph of their own"
NOT = ("equations", "one_step")
contract = function(
    OF,
    found,
    arguments,
    sizes=[
        {"steps": 1},
        {"n": 1},
        {"d": 1},
        {"h": 1},
        {"steps": 3, "n": 3, "d": 3, "h": 3},
        {"steps": 20, "n": 4, "d": 6, "h": 8},
    ],
    edges={"a loss of the last state alone": last_step_alone, "tensors that require gradients": in_training},
    settings=[
        Setting("a single step", found, first_step, not_for=("equations",)),
        Setting("the parameters first", part(2, 3, 0, 1), right=part(0, 1, 2, 3)),
        Setting("the weights", part(2, 3), not_for=NOT),
        *(Setting(name, part(place), not_for=NOT) for place, name in enumerate(NAMES)),
    ],
    cases={
        "Xs": of_part("Xs"),
        "H_0": of_part("H_0"),
        "W_x": of_part("W_x"),
        "W_h": of_part("W_h"),
        "one_step": Case(1, "of a single step the gradients are right", simplified=first_step, place=place),
        "equations": Case(2, "all four are right, in whatever order they come", rightly=True, place=place),
    },
    basis=("test_values", "test_Xs", "test_H_0", "test_W_x", "test_W_h", "test_one_step", "test_equations"),
    costs=("steps", "n", "d"),
    weights={"own_work": 2},
    titles={
        "values": "all four gradients are right, in the order of the arguments",
        "edges": "a loss of the last state alone, and tensors of a training that uses autograd elsewhere",
        "own_work": "it is written by hand, without autograd",
    },
    without={"gradients": NO_GRAPH, "gradcheck": NO_GRAPH, "edge_gradients": NO_GRAPH},
    place=place,
    own_work=OwnWork(
        names=("autograd", "backward", "grad", "jacobian", "jacrev", "jacfwd", "vjp", "jvp", "grad_and_value"),
        elementary=False,
        libraries=("torch.autograd",),
    ),
)
