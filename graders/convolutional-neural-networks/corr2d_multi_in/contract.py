"""corr2d_multi_in(X, K): each channel of the image with its own kernel, and the sum of the results."""

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.convolutions import WITHOUT_CONVOLUTIONS
from autograder.checks.settings import Setting
from autograder.checks.shaping import cast


def arguments(rng, c=3, rows=4, columns=5, h=2, w=3):
    """An image on which a kernel of h x w has so many rows and columns of places."""
    return rng.normal(c, rows + h - 1, columns + w - 1), rng.normal(c, h, w)


def call(ns, X, K):
    return ns.corr2d_multi_in(X, K)


def one_channel(X, K):
    return cast((X[:1], K[:1]), X.dtype)  # leaves again, for gradients


def one_number(X, K):
    return cast((X, K[:, :1, :1]), X.dtype)


contract = function(
    "corr2d_multi_in(X, K)",
    call,
    arguments,
    sizes=[
        {"c": 1},
        {"h": 1, "w": 1},
        {"rows": 1, "columns": 1},
        {"c": 2, "rows": 3, "columns": 3, "h": 2, "w": 2},
        {"c": 4, "rows": 4, "columns": 4, "h": 4, "w": 1},
        {"c": 7, "rows": 20, "columns": 31, "h": 5, "w": 3},
    ],
    edges={"kernels of one number": lambda rng: arguments(rng, h=1, w=1)},
    cases={
        "one_channel": Case(1, "of one channel it is the cross-correlation of two axes", simplified=one_channel),
        "one_number": Case(1, "kernels of one number weigh the channels", simplified=one_number),
    },
    # One slip, in the sum over channels or in the window, is charged once.
    settings=[
        Setting("one channel", call, one_channel, not_for=("cost",)),
        Setting("one number", call, one_number, not_for=("cost",)),
        Setting("neither", call, lambda X, K: one_channel(*one_number(X, K)), not_for=("cost",)),
    ],
    basis=("test_values", "test_one_channel", "test_one_number"),
    weights={"gradients": 6},
    own_work=WITHOUT_CONVOLUTIONS,
)
