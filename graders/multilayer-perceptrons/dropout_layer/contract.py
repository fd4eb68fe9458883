"""dropout_layer(X, dropout): each element is zero with probability dropout, else X / (1 - dropout).

The masks of two right answers need not agree, so nothing is compared with the reference's: what is drawn is held against
what the contract says of every mask, and is then left aside. The statistics of masks are asked by hand.

Nothing is asked of an empty X, of other than two dimensions, of NaN as a probability, or of whether a
gradient exists at dropout 1. torch's own dropout is a right answer: the contract does not forbid it. So is a loop over the
elements; what is asked of the cost is that it goes through them once. Such a loop runs 96 times two to four operators on
the smaller input, half of them by chance: its cost would have to be off by ten standard deviations.
"""

import torch

from autograder.checks import CheckFailed, assert_close, assert_device, assert_shape, assert_tensor, fail
from autograder.checks.contract import draws
from autograder.checks.counterexample import literal

OF = "dropout_layer(X, dropout)"
_MANY = 100  # elements, which chance does not all drop or all keep


def arguments(rng, n=20, d=30, dropout=0.3):
    return rng.uniform(n, d, low=0.5, high=2.0) * (1 - 2 * rng.integers(0, 2, (n, d))), dropout


def dropped(ns, X, dropout):
    """dropout_layer(X, dropout), known to be a floating-point tensor of the shape and on the device of X."""
    of = f"dropout_layer(X, {dropout})"
    Y = assert_tensor(ns.dropout_layer(X, dropout), of=of)
    assert_shape(Y, tuple(X.shape), of=of)
    assert_device(Y, X.device.type, of=of)
    if not Y.is_floating_point():
        fail("{of} has dtype {came}, but should have that of X, {due}", of=of, came=Y.dtype, due=X.dtype)
    return Y


def assert_dropped_or_scaled(Y, X, dropout):
    """Every element of Y is 0 or X / (1 - dropout); X has no zeros.

    A mask of float32 is a right way to scale a float64 X too, so the tolerance is float32's for either.
    """
    expected = torch.where(Y == 0, torch.zeros_like(X), X / (1 - dropout))
    rounding = {torch.float16: 2e-3, torch.bfloat16: 2e-2}.get(X.dtype, 2e-5)
    allowed = rounding * 2 / (1 - dropout)  # X goes up to 2
    assert_close(Y, expected, of=f"where it is not zero, dropout_layer(X, {dropout})", dtype=False, tolerance=allowed)


def example(X, dropout, Y):
    """Python that shows a wrong element, as far as chance lets it; None where X is too large to be read."""
    if X.numel() > 8:
        return None
    return (
        f"dropout_layer({literal(X)}, {dropout})\n"
        f"# expected: each element 0 or {literal((X / (1 - dropout)).detach())}, as chance decides\n"
        f"# actual, in one call: {literal(Y.detach())}"
    )


def masked(ns, X, dropout):
    """Zeros in the place of what was drawn, after a look at it."""
    Y = dropped(ns, X, dropout)
    if dropout == 1:  # has a test of its own
        return torch.zeros_like(Y)
    try:
        assert_dropped_or_scaled(Y, X, dropout)
    except CheckFailed as failed:
        raise CheckFailed(failed.message, example(X, dropout, Y)) from None
    if 0 < dropout < 1 and Y.numel() >= _MANY and bool((Y == 0).all() | (Y != 0).all()):
        fail(
            "{of} dropped all elements of X or none of them, but should drop about {dropout} of them",
            of=OF,
            dropout=dropout,
        )
    return torch.zeros_like(Y)


contract = draws(
    OF,
    masked,
    arguments,
    forms=({"dropout": 0.5}, {"dropout": 0.0}, {"dropout": 1.0}),
    sizes=[
        {"dropout": 0.5},
        {"dropout": 0.8},
        {"n": 1, "d": 1},
        {"n": 1, "d": 50},
        {"n": 50, "d": 1},
        {"n": 2, "d": 300},
        {"n": 300, "d": 2},
    ],
    basis="test_public::test_share_of_the_dropped",
    costs={"n": {"n": 8, "d": 12}, "d": {"n": 8, "d": 12}},
    weights={"sizes": 1},
    titles={
        "values": "every element is zero or X / (1 - dropout)",
        "sizes": "one row, one column and a single number are fine, and so are three hundred of them",
        "dtype": "the result has the dtype of X, at both ends too",
        "device": "the result is on the device of X, at both ends too",
    },
    without={"layouts": "a mask that is laid out like an expanded X drops elements together: asked by hand"},
)
