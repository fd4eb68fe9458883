"""mlp(X, params): one hidden layer of ReLU units; the examples are flattened first.

One slip is charged once: properties and gradients are asked where an answer is right, with a bias zero that is forgotten, say.
The slope of ReLU at 0 is asked once, where nothing else is.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting

NAMES = ("W1", "b1", "W2", "b2")


def arguments(rng, n=4, d=6, h=5, q=3):
    return rng.normal(n, d), (rng.normal(d, h), rng.normal(h), rng.normal(h, q), rng.normal(q))


def images(*shape, d):
    return lambda rng: (rng.normal(*shape), arguments(rng, d=d)[1])


def turned_images(rng):
    """Their pixels do not lie in one block of memory."""
    X, params = images(4, 1, 2, 3, d=6)(rng)
    return X.mT.contiguous().mT, params


def without(*names):
    """The arguments with some of the parameters zero."""
    return lambda X, params: (
        X,
        tuple(torch.zeros_like(p) if name in names else p for name, p in zip(NAMES, params, strict=True)),
    )


def all_active(X, params):
    """Nothing negative reaches the hidden units, so it does not matter what they do with it."""
    W1, b1, W2, b2 = params
    return X.abs(), (W1.abs(), b1.abs(), W2, b2)


def at_zero(rng):
    """Of two hidden units one is exactly 0, with a bias or without."""
    numbers = ([[1.0, 1.0], [2.0, 2.0]], [[1.0, 2.0], [-1.0, 1.0]], [0.0, 0.0], [[1.0, 2.0], [3.0, -1.0]], [0.0, 0.0])
    X, *params = (torch.tensor(some) for some in numbers)
    return X, tuple(params)


def call(ns, X, params):
    return ns.mlp(X, params)


contract = function(
    "mlp(X, params)",
    call,
    arguments,
    sizes=[
        {"n": 1},
        {"d": 1},
        {"h": 1},
        {"q": 1},
        {"n": 3, "d": 3, "h": 3, "q": 3},
        {"n": 300, "d": 20, "h": 30},
    ],
    edges={
        "images of one channel": images(4, 1, 2, 3, d=6),
        "images of two channels": images(3, 2, 2, 2, d=8),
        "a single image": images(1, 3, 2, d=6),
    },
    views={"turned images": turned_images},
    parts={"params": NAMES},
    settings=[
        Setting("without the first bias", call, without("b1"), not_for=("without_biases",)),
        Setting("without the last bias", call, without("b2"), not_for=("without_biases",)),
        Setting("without biases", call, without("b1", "b2"), not_for=("without_biases",)),
        Setting("all hidden units active", call, all_active, not_for=("without_biases",)),
    ],
    cases={
        "without_biases": Case(2, "without biases the result is right", simplified=without("b1", "b2")),
        "all_active": Case(1, "where no hidden unit is cut off, the result is right", simplified=all_active),
        "first_bias": Case(1, "the first bias is added before the ReLU", simplified=without("b2")),
        "last_bias": Case(1, "the last bias is added to the result", simplified=without("b1")),
        "slope_at_zero": Case(
            1, "through a hidden unit that is exactly 0 no gradient goes back", at_zero, gradient=True, rightly=True
        ),
    },
    basis=("test_values", "test_without_biases", "test_all_active", "test_first_bias", "test_last_bias"),
    weights={"edges": 3, "sizes": 1},
    titles={
        "values": "rows of features give the right logits",
        "edges": "images are flattened, one row for each",
        "edge_gradients": "the gradient of images has their shape, and is right",
        "gradients": "gradients reach X and every parameter, and are right",
    },
)
