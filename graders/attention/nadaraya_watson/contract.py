"""nadaraya_watson(x_train, y_train, x_val, kernel): weighted means of labels. The kernel is made on the submission's side.

The kernels are symmetric, so it does not matter which of the two differences they get. Every query has an example near it: what
comes of no weight at all, 0 / 0, is not asked.
"""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import function


@inside
def regression(nadaraya_watson, x_train, y_train, x_val, kernel):
    """With the kernel of that name."""
    kernels = {
        "bell": lambda x: torch.exp(-(x**2)),
        "box": lambda x: torch.abs(x) < 1.25,
        "triangle": lambda x: (2 - torch.abs(x)).clamp(min=0),
        "flat": lambda x: torch.ones_like(x),
    }
    return nadaraya_watson(x_train, y_train, x_val, kernels[kernel])


@inside
def kept(nadaraya_watson, x_train, y_train, x_val):
    """The result, and whether what the kernel has given is as it was."""
    given = []

    def kernel(x):
        values = torch.exp(-(x**2))
        given.append((values, values.detach().clone()))
        return values

    result = nadaraya_watson(x_train, y_train, x_val, kernel)
    return result, all(torch.equal(values, before) for values, before in given)


def arguments(rng, n_train=6, n_val=4, kernel="bell"):
    x_train = rng.uniform(n_train, low=0, high=4)
    near = rng.integers(0, n_train, (n_val,))
    return (
        x_train,
        rng.normal(n_train, mean=1.0, std=2.0),
        x_train[near] + rng.uniform(n_val, low=-0.5, high=0.5),
        kernel,
    )


def asked(ns, x_train, y_train, x_val, kernel):
    return regression(ns, ns.nadaraya_watson, x_train, y_train, x_val, kernel)


def far_from_each_other(rng):
    """Positions in no order, of both signs, and a query at an example."""
    x_train = torch.tensor([30.0, -20.0, 0.5, 29.0, -19.5])
    return x_train, torch.tensor([1.0, 2.0, 4.0, -8.0, 16.0]), torch.tensor([29.5, -20.0, 0.5]), "bell"


contract = function(
    "nadaraya_watson(x_train, y_train, x_val, kernel)",
    asked,
    arguments,
    sizes=[
        {"kernel": "triangle"},
        {"kernel": "flat"},
        {"n_train": 1},
        {"n_val": 1},
        {"n_train": 1, "n_val": 1},
        {"n_train": 4, "n_val": 4},
        {"n_train": 3, "n_val": 20},
        {"n_train": 60, "n_val": 2, "kernel": "triangle"},
    ],
    edges={"examples of both signs, in no order": far_from_each_other},
    cases={
        "booleans": Case(2, "a kernel may give booleans", lambda rng: arguments(rng, kernel="box")),
        "booleans_in_float64": Case(
            1,
            "with a kernel of booleans, the results have the dtype of the labels, too",
            lambda rng: arguments(rng, kernel="box"),
            dtype=torch.float64,
            same_dtype=True,
            requires="test_booleans",
        ),
        "weights": Case(
            2,
            "the weights have a row for each example and a column for each query",
            call=lambda ns, *args: asked(ns, *args)[1],
            of="nadaraya_watson(x_train, y_train, x_val, kernel)[1]",
        ),
        "prediction": Case(
            2,
            "the prediction is right, whatever comes back with it",
            call=lambda ns, *args: asked(ns, *args)[0],
            of="nadaraya_watson(x_train, y_train, x_val, kernel)[0]",
        ),
    },
    titles={
        "sizes": "one example, one query, more queries than examples, other kernels",
        "dtype": "the results have the dtype of the labels, and are as precise as that",
    },
)
