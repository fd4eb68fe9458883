"""corr2d_multi_in_out_1x1(X, K): at each pixel, the same linear map of the channels."""

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.convolutions import WITHOUT_CONVOLUTIONS
from autograder.checks.settings import Setting
from autograder.checks.shaping import cast


def arguments(rng, c_i=4, c_o=3, rows=2, columns=5):
    return rng.normal(c_i, rows, columns), rng.normal(c_o, c_i, 1, 1)


def call(ns, X, K):
    return ns.corr2d_multi_in_out_1x1(X, K)


def one_input(X, K):
    return cast((X[:1], K[:, :1]), X.dtype)  # leaves again, for gradients


def one_pixel(X, K):
    return cast((X[:, :1, :1], K), X.dtype)


contract = function(
    "corr2d_multi_in_out_1x1(X, K)",
    call,
    arguments,
    sizes=[
        {"c_i": 1},
        {"c_o": 1},
        {"c_i": 1, "c_o": 1},
        {"rows": 1, "columns": 1},
        {"c_i": 3, "c_o": 3, "rows": 3, "columns": 3},
        {"c_i": 2, "c_o": 6, "rows": 4, "columns": 3},
        {"c_i": 30, "c_o": 20, "rows": 25, "columns": 12},
    ],
    cases={
        "one_input": Case(1, "with one input channel, each output is a multiple of it", simplified=one_input),
        "one_pixel": Case(1, "at one pixel, it is a product of a matrix and a vector", simplified=one_pixel),
    },
    # One slip, in the sum over channels or in the order of the pixels, is charged once.
    settings=[
        Setting("one input", call, one_input, not_for=("cost",)),
        Setting("one pixel", call, one_pixel, not_for=("cost",)),
        Setting("one of each", call, lambda X, K: one_input(*one_pixel(X, K[:1])), not_for=("cost",)),
    ],
    basis=("test_values", "test_one_input", "test_one_pixel"),
    weights={"gradients": 6},
    own_work=WITHOUT_CONVOLUTIONS,
)
