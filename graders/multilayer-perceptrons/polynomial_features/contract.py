"""polynomial_features(x, degree): the powers of x from 0 to degree, each divided by the factorial of its exponent."""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import function


def arguments(rng, n=5, degree=4):
    return rng.normal(n), degree


contract = function(
    "polynomial_features(x, degree)",
    lambda ns, x, degree: ns.polynomial_features(x, degree),
    arguments,
    sizes=[{"n": 1}, {"degree": 1}, {"n": 4, "degree": 3}, {"n": 3, "degree": 8}, {"n": 300}],
    small={"degree": st.integers(0, 3)},
    edges={
        "a column": lambda rng: (rng.normal(4, 1), 3),
        "a column of one number": lambda rng: (rng.normal(1, 1), 2),
        "zero": lambda rng: (torch.tensor([0.0, 1.0, -1.0, 2.0]), 3),
        "degree 20": lambda rng: (torch.tensor([-3.0, 0.5, 2.0], dtype=torch.float64), 20),
    },
    cases={
        "degree_zero": Case(1, "of degree 0 there is a column of ones", lambda rng: (rng.normal(3), 0)),
        "half_factorials": Case(
            1,
            "in float16, too, where the factorials are larger than its numbers",
            lambda rng: (torch.tensor([3.4, -3.4, 3.0], dtype=torch.float16), 9),
            dtype=None,
            requires="test_values",
            aside=True,
        ),
    },
    untouched={"a column": lambda rng: (rng.normal(4, 1), 3)},
    costs=("n",),
    weights={"edges": 2},
    titles={
        "edges": "degree 20, a column, and zeros give the right values",
        "edge_gradients": "the gradient of these is right, too",
    },
)
