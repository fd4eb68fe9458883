"""log_rmse(net, features, labels): the root of the mean squared difference of logarithms.

It is compared as a tensor, with the tolerance of the dtype of the features. That it is a float has a test of its own.
"""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting
from autograder.checks.written import pasted_as


@inside
def error(log_rmse, w, features, labels):
    """Of a net that is a plain function. Some of its predictions are below 1."""
    return log_rmse(lambda X: 3 * X @ w + 4, features, labels)


def arguments(rng, n=7, d=3):
    return rng.normal(d, 1), rng.normal(n, d), rng.uniform(n, 1, low=0.3, high=20.0)


@pasted_as("error(log_rmse, w, features, labels)", error)
def call(ns, w, features, labels):
    result = error(ns, ns.log_rmse, w, features, labels)
    return torch.tensor(float(result), dtype=features.dtype) if isinstance(result, float | torch.Tensor) else result


def large(w, features, labels):
    """Nothing is predicted below 1."""
    return w.abs(), features.abs(), labels


NO_GRAPH = "a float has no graph"
contract = function(
    "log_rmse(net, features, labels)",
    call,
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 3, "d": 1}, {"n": 100}],
    edges={
        "labels as a vector beside a column of predictions": lambda rng: (
            *arguments(rng)[:2],
            rng.uniform(7, low=1, high=20),
        )
    },
    cases={
        "large": Case(2, "where nothing is predicted below 1 the error is right", simplified=large),
    },
    settings=[Setting("nothing to clamp", call, large)],
    basis=("test_values", "test_large"),
    weights={"edges": 3, "sizes": 1},
    titles={
        "values": "the error is right, of predictions below 1 and above",
        "edges": "labels of shape (n,) beside predictions of shape (n, 1) give the right error",
    },
    without={
        "cost": "operators are counted for what returns tensors",
        "gradients": NO_GRAPH,
        "gradcheck": NO_GRAPH,
        "edge_gradients": NO_GRAPH,
        "half": "a logarithm of 16 bits, squared and averaged, has few digits left",
    },
)
