"""normal_equation(X, y): the weights and the bias with the smallest sum of squared errors."""

import torch
from hypothesis import strategies as st

from autograder.checks.contract import function
from autograder.checks.inputs import tensors

NOTHING_ASKED = "the contract asks for no gradient of a solution"


def arguments(rng, more=12, d=3):
    n = d + 1 + more
    return rng.normal(n, d) + 0.5, rng.normal(n, 1, mean=2.0)


contract = function(
    "normal_equation(X, y)",
    lambda ns, X, y: ns.normal_equation(X, y),
    arguments,
    sizes=[{"d": 1}, {"more": 1}, {"d": 10}, {"more": 300}],
    search=st.tuples(st.just(torch.tensor([[0.0], [1.0], [2.0]], dtype=torch.float64)), tensors(3, 1)),
    edges={
        "labels that are a vector": lambda rng: (rng.normal(8, 3), rng.normal(8)),
        "labels on a line": lambda rng: (torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([[1.0], [3.0], [5.0]])),
        "as many examples as unknowns": lambda rng: (rng.normal(4, 3), rng.normal(4, 1)),
    },
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
