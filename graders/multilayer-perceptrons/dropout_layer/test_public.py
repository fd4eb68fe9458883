"""What a learner can run: both ends of the scale, the scale itself, and a first look at the randomness.

A right answer fails the statistical checks less often than once in 10**9 runs.
"""

import torch

from autograder.checks import (
    assert_close,
    assert_device,
    assert_dtype,
    assert_raises,
    assert_shape,
    assert_tensor,
    assert_unmodified,
    fail,
    points,
)


def dropped(student, X, dropout):
    """dropout_layer(X, dropout), known to be a floating-point tensor of the shape and on the device of X."""
    Y = assert_tensor(student.dropout_layer(X, dropout), of=f"dropout_layer(X, {dropout})")
    assert_shape(Y, tuple(X.shape), of=f"dropout_layer(X, {dropout})")
    assert_device(Y, X.device.type, of=f"dropout_layer(X, {dropout})")
    if not Y.is_floating_point():
        came, due = Y.dtype, X.dtype
        fail("dropout_layer(X, {p}) has dtype {came}, but should have that of X, {due}", p=dropout, came=came, due=due)
    return Y


@points(2, "with dropout 0.75 every element is zero or four times what it was")
def test_survivors_are_scaled(student, device):
    X = torch.arange(1.0, 2001.0, device=device).reshape(40, 50)
    Y = dropped(student, X, 0.75)
    assert_close(Y, torch.where(Y == 0, 0.0, 4 * X), of="where it is not zero, dropout_layer(X, 0.75)", dtype=False)
    if bool((Y == 0).all()):
        fail("dropout_layer(X, 0.75) dropped all of 2000 elements, but should keep some five hundred of them")


@points(2, "with dropout 0.2 about a fifth of the elements is dropped")
def test_share_of_the_dropped(student, device):
    shape, mask = (50, 50), dropped(student, torch.ones(50, 50, device=device), 0.2) == 0
    # Where all rows, or all columns, share one mask, which is asked elsewhere, fifty chances are too few: take one line.
    if bool(mask.any() & ~mask.all()):
        shape = (1, 2500) if bool((mask == mask[:1]).all()) else shape
        shape = (2500, 1) if bool((mask == mask[:, :1]).all()) else shape
    share = float((dropped(student, torch.ones(*shape, device=device), 0.2) == 0).double().mean())
    if not 0.15 < share < 0.25:
        share = f"{share:.2f}"
        fail(
            "dropout_layer(torch.ones{shape}, 0.2) dropped a share of {share}, but should drop about 0.2",
            shape=shape,
            share=share,
        )


@points(1, "dropout 0 keeps every value, dropout 1 gives zeros", requires="test_share_of_the_dropped")
def test_two_ends(student, device):
    X = torch.tensor([[1.0, -2.0, 0.0], [0.5, 3.0, -0.25]], device=device)
    assert_close(student.dropout_layer(X, 0.0), X, of="dropout_layer(X, 0.0)", dtype=False)
    assert_close(student.dropout_layer(X, 1.0), torch.zeros_like(X), of="dropout_layer(X, 1.0)", dtype=False)


@points(1, "a probability below 0 or above 1 raises an error", requires="test_share_of_the_dropped")
def test_invalid_probabilities(student, device):
    X = torch.ones(2, 3, device=device)
    assert_raises(student.dropout_layer, X, -0.5, of="dropout_layer(X, -0.5)")
    assert_raises(student.dropout_layer, X, 1.5, of="dropout_layer(X, 1.5)")


@points(2, "two calls draw different masks")
def test_fresh_masks(student, device):
    X = torch.ones(20, 20, device=device)
    first, second = dropped(student, X, 0.5), dropped(student, X, 0.5)
    if any(bool((Y == 0).all() | (Y != 0).all()) for Y in (first, second)):
        fail("dropout_layer(torch.ones(20, 20), 0.5) dropped all elements or none; each has a chance of its own")
    if bool(((first == 0) == (second == 0)).all()):
        fail(
            "two calls of dropout_layer(torch.ones(20, 20), 0.5) dropped the same elements; each call needs a fresh mask"
        )


@points(1, "each element has a chance of its own", requires="test_share_of_the_dropped")
def test_own_chances(student, device):
    kept = dropped(student, torch.ones(20, 20, device=device), 0.5) != 0
    for lines, of_what in ((kept, "rows"), (kept.T, "columns")):
        if bool((lines == lines[:1]).all()):
            fail(
                "dropout_layer(torch.ones(20, 20), 0.5) drops the same places in all {of_what}, but each element has a chance "
                "of its own",
                of_what=of_what,
            )


@points(
    4,
    "the gradient is 1 / (1 - dropout) where an element was kept, and zero where it was dropped",
    requires="test_survivors_are_scaled",
)
def test_gradient(student, device):
    X = torch.arange(1.0, 21.0, device=device).reshape(4, 5).requires_grad_()
    Y = dropped(student, X, 0.5)
    if not Y.requires_grad:
        fail(
            "the result does not depend on X as far as autograd can see (torch.no_grad(), .data, .detach(), NumPy or the like?)"
        )
    (gradient,) = torch.autograd.grad(Y.sum(), X, allow_unused=True)
    expected = 2 * (Y != 0).to(X.dtype)
    assert_close(gradient, expected, of="the gradient of dropout_layer(X, 0.5).sum()", dtype=False)


@points(1, "the result has the dtype of X, and X is left as it was", requires="test_share_of_the_dropped")
def test_dtype_and_argument(student, rng):
    X = rng.normal(4, 5, dtype=torch.float64)
    assert_dtype(student.dropout_layer(X.clone(), 0.5), torch.float64, of="dropout_layer(X, 0.5) of a float64 X")
    assert_unmodified(student.dropout_layer, X, 0.5, of="dropout_layer(X, 0.5)")
