"""l2_penalty(w): half the sum of the squares, a number without dimensions."""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting


def arguments(rng, n=5, m=3):
    return (rng.normal(n, m),)


def without_dimensions(ns, w):
    result = ns.l2_penalty(w)
    return result.reshape(()) if getattr(result, "shape", None) == (1,) else result


contract = function(
    "l2_penalty(w)",
    lambda ns, w: ns.l2_penalty(w),
    arguments,
    sizes=[{"n": 1}, {"m": 1}, {"n": 1, "m": 1}, {"n": 100, "m": 4}],
    edges={
        "a vector": lambda rng: (rng.normal(6),),
        "a number without dimensions": lambda rng: (torch.tensor(-3.0),),
        "four axes": lambda rng: (rng.normal(2, 3, 2, 2),),
        "zeros": lambda rng: (torch.zeros(3, 1),),
    },
    settings=[Setting("a number with dimensions", without_dimensions, not_for=("sizes",))],
    basis=("test_values", "test_number"),
    cases={"number": Case(3, "the number is right, be it in a vector of length one", call=without_dimensions)},
    weights={"values": 2, "edge_gradients": 2},
    titles={
        "values": "the penalty is right, a tensor without dimensions",
        "edges": "a vector, a number, four axes, and zeros give the right penalty",
        "edge_gradients": "the gradient is w, for zeros too",
    },
)
