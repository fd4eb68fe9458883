"""linreg(X, w, b) = X w + b, for a column of weights and for a vector of them."""

import torch

from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting


def arguments(rng, n=5, d=3):
    return rng.normal(n, d), rng.normal(d, 1), rng.normal(1)


def predictions(ns, X, w, b):
    return ns.linreg(X, w, b)


contract = function(
    "linreg(X, w, b)",
    predictions,
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 4, "d": 4}, {"n": 300}],
    edges={
        "a vector of weights": lambda rng: (rng.normal(4, 3), rng.normal(3), rng.normal(1)),
        "a vector of weights, one example and a bias without dimensions": lambda rng: (
            rng.normal(1, 3),
            rng.normal(3),
            rng.normal(),
        ),
        "a single weight in a vector": lambda rng: (rng.normal(4, 1), rng.normal(1), rng.normal(1)),
        "a bias without dimensions": lambda rng: (rng.normal(4, 3), rng.normal(3, 1), rng.normal()),
    },
    # A bias that is forgotten is charged where it is seen, and not again with each property.
    settings=[Setting("no bias", predictions, lambda X, w, b: (X, w, torch.zeros_like(b)))],
    basis=("test_values", "test_public::test_weighted_sums"),
    weights={"edges": 3, "edge_gradients": 2},
    own_work=OwnWork(names=("linear", "Linear", "LazyLinear", "bilinear"), ops=("linear",)),
)
