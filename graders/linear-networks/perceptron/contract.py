"""perceptron(X, y, num_epochs): weights, a bias, and how often they were corrected.

The features are multiples of 1/2048 between -2 and 2: float32 holds the weights exactly and the scores nearly so, whatever the
order of a sum, and no answer is on another side of the plane because of rounding. float16 does not hold them.
"""

import torch

from autograder.checks import fail
from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting

OF = "perceptron(X, y, num_epochs)"
NO_GRADIENT = "the contract asks for no gradient of what was learnt"


def arguments(rng, n=8, d=3, num_epochs=4):
    return rng.integers(-4096, 4097, (n, d)).double() / 2048, 2 * rng.integers(0, 2, (n,)) - 1, num_epochs


def whole(rng, dtype, n=5, d=2):
    """Whole numbers, whose sums are exact in 16 bits too."""
    return rng.integers(-2, 3, (n, d)).to(dtype), 2 * rng.integers(0, 2, (n,)) - 1, 3


def learnt(ns, X, y, num_epochs, least=2):
    """The parts of the result. Where the last one is not asked for it may be missing: that is charged where it is."""
    came = ns.perceptron(X, y, num_epochs)
    if not isinstance(came, tuple | list) or not least <= len(came) <= 3:
        fail("{of} is {came}, but should be three things: (w, b, updates)", of=OF, came=type(came).__name__)
    return came


def weights(ns, X, y, num_epochs):
    return learnt(ns, X, y, num_epochs)[0]


def bias(ns, X, y, num_epochs):
    return learnt(ns, X, y, num_epochs)[1]


def updates(ns, X, y, num_epochs):
    return learnt(ns, X, y, num_epochs, least=3)[2]


def first(X, y, num_epochs):
    return X[:1], y[:1], 1


def tie(rng):
    """After the first example, the second one is on the line: its label is -1, so w x + b = 0 is no right side of it."""
    return torch.tensor([[1.0, 0.0], [-1.0, 2.0], [0.0, 3.0]]), torch.tensor([1, -1, -1]), 1


def undone(rng):
    """The same features with either label: each epoch ends where it began, after two corrections."""
    return torch.tensor([[1.0, 2.0], [1.0, 2.0]]), torch.tensor([1, -1]), 3


def with_labels(rng, dtype):
    X, y, num_epochs = arguments(rng)
    return X, y.to(dtype), num_epochs


contract = function(
    OF,
    weights,
    arguments,
    sizes=[
        {"n": 1, "num_epochs": 1},
        {"d": 1},
        {"n": 5, "d": 6, "num_epochs": 60},
        {"n": 20, "d": 2, "num_epochs": 3},
        {"num_epochs": 1},
    ],
    edges={"no epochs": lambda rng: (rng.normal(3, 2), torch.tensor([1, -1, 1]), 0), "an example on the line": tie},
    cases={
        "first": Case(
            2,
            "after one example, the weights are y x and the bias is y",
            call=lambda ns, *a: list(learnt(ns, *a)[:2]),
            of=f"w and b of {OF}",
            simplified=first,
        ),
        "bias": Case(4, "the bias is right, a tensor without dimensions", call=bias, of=f"b of {OF}"),
        "updates": Case(
            3,
            "the number of corrections is right",
            {"eight examples": arguments, "corrections that undo each other": undone},
            call=updates,
            of=f"updates of {OF}",
        ),
        "labels": Case(
            1,
            "labels may be of other integer dtypes, and of the dtype of the features",
            {
                "labels of int8": lambda rng: with_labels(rng, torch.int8),
                "labels of int32": lambda rng: with_labels(rng, torch.int32),
                "labels of float32": lambda rng: with_labels(rng, torch.float32),
            },
            requires_one_of=("test_values", "test_first"),
        ),
        "sixteen_bits": Case(
            1,
            "float16 and bfloat16 are floating dtypes too",
            {
                "float16": lambda rng: whole(rng, torch.float16),
                "bfloat16": lambda rng: whole(rng, torch.bfloat16),
            },
            dtype=None,
            same_dtype=True,
            aside=True,
        ),
    },
    settings=[Setting("after one example", weights, first, not_for=("sizes",))],
    basis=("test_values", "test_first"),
    weights={"values": 4, "sizes": 3, "edges": 2},
    titles={
        "values": "after four epochs the weights are right",
        "sizes": "so they are after one epoch, for other numbers of examples and features, and when all are right long before the end",
        "edges": "no epochs; an example exactly on the line",
    },
    without={
        "gradients": NO_GRADIENT,
        "gradcheck": NO_GRADIENT,
        "edge_gradients": NO_GRADIENT,
        "half": "asked with whole numbers, by test_sixteen_bits, so that no rounding decides",
        "cost": "how many corrections it takes is a matter of the data",
    },
)
