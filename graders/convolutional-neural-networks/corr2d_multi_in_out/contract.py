"""corr2d_multi_in_out(X, K): one multi-channel kernel for each output channel."""

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.convolutions import WITHOUT_CONVOLUTIONS
from autograder.checks.settings import Setting
from autograder.checks.shaping import cast


def arguments(rng, c_i=3, c_o=2, rows=4, columns=5, h=2, w=3):
    """An image on which a kernel of h x w has so many rows and columns of places."""
    return rng.normal(c_i, rows + h - 1, columns + w - 1), rng.normal(c_o, c_i, h, w)


def call(ns, X, K):
    return ns.corr2d_multi_in_out(X, K)


def one_input(X, K):
    return cast((X[:1], K[:, :1]), X.dtype)  # leaves again, for gradients


def one_output(X, K):
    return cast((X, K[:1]), X.dtype)


def one_number(X, K):
    return cast((X, K[..., :1, :1]), X.dtype)


contract = function(
    "corr2d_multi_in_out(X, K)",
    call,
    arguments,
    sizes=[
        {"c_o": 1},
        {"c_i": 1},
        {"c_i": 1, "c_o": 1},
        {"c_i": 3, "c_o": 3, "rows": 3, "columns": 3, "h": 3, "w": 3},
        {"c_i": 2, "c_o": 5, "rows": 1, "columns": 1},
        {"h": 1, "w": 1},
        {"c_i": 4, "c_o": 5, "rows": 9, "columns": 20, "h": 4, "w": 3},
    ],
    edges={"kernels of one number": lambda rng: arguments(rng, h=1, w=1)},
    cases={
        "one_input": Case(
            1, "with one input channel, each output is that channel under a kernel", simplified=one_input
        ),
        "one_output": Case(1, "with one output channel, it is a sum over the input channels", simplified=one_output),
    },
    # One slip, in the inputs, the outputs or the window, is charged once.
    settings=[
        Setting("one input", call, one_input, not_for=("cost",)),
        Setting("one output", call, one_output, not_for=("cost",)),
        Setting("one number", call, one_number, not_for=("cost",)),
        Setting("one of each", call, lambda X, K: one_input(*one_output(*one_number(X, K))), not_for=("cost",)),
    ],
    basis=("test_values", "test_one_input", "test_one_output", "test_public::test_one_number"),
    weights={"gradients": 6},
    own_work=WITHOUT_CONVOLUTIONS,
)
