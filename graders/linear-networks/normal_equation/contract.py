"""normal_equation(X, y): the weights and the bias with the smallest sum of squared errors."""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.inputs import tensors
from autograder.checks.settings import Setting

NOTHING_ASKED = "the contract asks for no gradient of a solution"


def arguments(rng, more=12, d=3):
    n = d + 1 + more
    return rng.normal(n, d) + 0.5, rng.normal(n, 1, mean=2.0)


def solution(ns, X, y):
    return ns.normal_equation(X, y)


def centred(X, y):
    """Through the origin, so that the bias is zero."""
    return X - X.mean(0), y - y.mean(0)


contract = function(
    "normal_equation(X, y)",
    solution,
    arguments,
    sizes=[{"d": 1}, {"more": 1}, {"d": 10}, {"more": 300}],
    search=st.tuples(st.just(torch.tensor([[0.0], [1.0], [2.0]], dtype=torch.float64)), tensors(3, 1)),
    edges={
        "labels that are a vector": lambda rng: (rng.normal(8, 3), rng.normal(8)),
        "labels that are a vector, and one feature": lambda rng: (rng.normal(5, 1), rng.normal(5)),
        "labels on a line": lambda rng: (torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([[1.0], [3.0], [5.0]])),
        "as many examples as unknowns": lambda rng: (rng.normal(4, 3), rng.normal(4, 1)),
    },
    cases={
        "through_the_origin": Case(
            2,
            "columns and labels that sum to zero give the right weights, and no bias",
            simplified=centred,
            tolerance=1e-4,
        ),
    },
    # A bias that is forgotten is charged where it is seen, and not again with each property.
    settings=[Setting("no bias", solution, centred, not_for=("layouts",))],
    basis=("test_values", "test_through_the_origin"),
    tolerance=1e-4,
    costs=("more",),
    weights={"edges": 2},
    without={
        "gradients": NOTHING_ASKED,
        "gradcheck": NOTHING_ASKED,
        "edge_gradients": NOTHING_ASKED,
        "half": "torch solves no linear systems in 16 bits",
    },
)
