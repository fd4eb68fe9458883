"""What is special about dropout_layer: chance, and the gradient through what it draws.

Statistics of n elements may be off by SIGMAS = 6.5 of their standard deviations, which a right
answer exceeds with probability 1e-10. Some forty of them are taken, and the other chance events are rarer still: a right
answer loses points to bad luck less often than once in 10**8 gradings, whatever its way to draw (and since all seeds are
fixed, the same answer is always graded alike).
"""

import contextlib
import math

import torch

from autograder.checks import (
    aside,
    assert_close,
    assert_raises,
    fail,
    points,
    traced,
    unseeded,
)
from autograder.devices.simulated import to_device

from .contract import assert_dropped_or_scaled, dropped

SIGMAS = 6.5
SIDE = 48
# Each of torch's operators that draw random numbers has one of these in its name.
RANDOM = (
    "rand",
    "bernoulli",
    "uniform",
    "normal",
    "dropout",
    "multinomial",
    "exponential",
    "binomial",
    "poisson",
    "geometric",
    "cauchy",
    "gamma",
)


def signs(student, device, dropout=0.5, shape=(SIDE, SIDE)):
    """+1 where an element of a large X was kept, -1 where it was dropped."""
    Y = dropped(student, to_device(torch.ones(*shape), device), dropout)
    return torch.where(Y.detach().cpu() == 0, -1.0, 1.0)


def shape_of_many_chances(student, device):
    """A shape of SIDE * SIDE elements, of which each has its own chance.

    It is a single row where all rows share one mask, and a single column where all columns do. That is asked by
    `test_independent_elements`; elsewhere so few chances would leave it to luck what else is seen to be wrong.
    """
    s = signs(student, device)
    if len(s.unique()) > 1:
        if bool((s == s[:1]).all()):
            return 1, SIDE * SIDE
        if bool((s == s[:, :1]).all()):
            return SIDE * SIDE, 1
    return SIDE, SIDE


def assert_some_dropped_and_some_kept(s):
    if len(s.unique()) == 1:
        fail(
            "dropout_layer(X, 0.5) dropped {which} of {all} elements, but should drop about half of them",
            which="all" if s[0, 0] < 0 else "none",
            all=s.numel(),
        )


def assert_uncorrelated(a, b, message):
    """The correlation of n independent pairs has mean 0 and standard deviation 1 / sqrt(n), whatever share is kept."""
    assert_some_dropped_and_some_kept(a)
    assert_some_dropped_and_some_kept(b)
    a, b = a.double() - a.double().mean(), b.double() - b.double().mean()
    correlation = float((a * b).mean() / (a.square().mean() * b.square().mean()).sqrt())
    if not abs(correlation) < SIGMAS / math.sqrt(a.numel()):
        fail(
            "{what}: their correlation is {correlation}, but should be near 0 (each element has its own chance)",
            what=message(correlation),
            correlation=f"{correlation:.2f}",
        )


def calls(which):
    """What two calls do, in words, by the correlation of their masks."""

    def said(correlation):
        if abs(correlation) <= 0.99:
            return f"{which} drop elements that depend on each other"
        return f"{which} drop {'the same' if correlation > 0 else 'opposite'} elements"

    return said


def neighbours(which):
    """How elements of one mask go together, in words, by their correlation."""
    return lambda correlation: f"{which} are dropped {'together' if correlation > 0 else 'in turn'} too often"


def assert_independent_masks(first, second, third):
    assert_uncorrelated(first, second, calls("two calls in a row"))
    assert_uncorrelated(second, third, calls("two calls in a row"))
    assert_uncorrelated(first, third, calls("the first and third call"))


def assert_varies_along_every_axis(s):
    """In some line along each axis some element is dropped and another one kept."""
    kept = s > 0
    for axis in range(kept.ndim):
        if bool((kept.all(dim=axis) | (~kept).all(dim=axis)).all()):
            fail(
                "in dropout_layer(X, 0.5) for X of shape {shape}, elements along axis {axis} are always dropped "
                "together, but each should be dropped on its own",
                shape=tuple(s.shape),
                axis=axis,
            )


@points(4, "the share of the dropped elements is the dropout probability")
def test_share(student, device):
    shape = shape_of_many_chances(student, device)
    for dropout in (0.1, 0.5, 0.75, 0.95):
        share = float((signs(student, device, dropout, shape) < 0).double().mean())
        allowed = SIGMAS * math.sqrt(dropout * (1 - dropout)) / SIDE
        if not abs(share - dropout) < allowed:
            fail(
                "dropout_layer(X, {dropout}) dropped a share of {share} of {all} elements, but should drop "
                "{dropout} of them, give or take {allowed}",
                dropout=dropout,
                share=f"{share:.3f}",
                all=SIDE * SIDE,
                allowed=f"{allowed:.3f}",
            )

    # Whole per cents are not enough: of so many elements, some are dropped for certain, and fewer than a hundredth.
    rare, times = 0.004, 5
    counts = [int((signs(student, device, rare, shape) < 0).sum()) for _ in range(times)]
    expected = times * SIDE * SIDE * rare
    if not abs(sum(counts) - expected) < SIGMAS * math.sqrt(expected):
        fail(
            "{times} calls of dropout_layer(X, {rare}) dropped {count} of {all} elements, but should drop about "
            "{expected}",
            times=times,
            rare=rare,
            count=sum(counts),
            all=times * SIDE * SIDE,
            expected=f"{expected:.0f}",
        )


@points(10, "elements are dropped independently of each other")
def test_independent_elements(student, device):
    s = signs(student, device)
    assert_some_dropped_and_some_kept(s)
    assert_varies_along_every_axis(s)
    for steps in (1, 2, 3, 4, 8, 16, 32):
        apart = f"elements {steps} apart in" if steps > 1 else "neighbours in"
        assert_uncorrelated(s[:, steps:], s[:, :-steps], neighbours(f"{apart} a row"))
        assert_uncorrelated(s[steps:], s[:-steps], neighbours(f"{apart} a column"))
    assert_uncorrelated(s[1:, 1:], s[:-1, :-1], neighbours("diagonal neighbours"))


@points(1, "the number of dropped elements varies from call to call")
def test_number_of_the_dropped(student, device):
    counts = {int((signs(student, device) < 0).sum()) for _ in range(7)}
    if len(counts) == 1:
        fail(
            "seven calls of dropout_layer(X, 0.5) all dropped exactly {count} of {all} elements: chance should "
            "decide for each element on its own, so the number varies too",
            count=counts.pop(),
            all=SIDE * SIDE,
        )


@points(4, "every call draws a fresh mask, independent of the calls before")
def test_fresh_masks_in_a_row(student, device):
    shape = shape_of_many_chances(student, device)
    for seeded in (True, False):
        # Unseeded, the calls draw one after the other from the submission's own generators, as in a notebook: that shows
        # who sets a seed at the end of a call or puts back the state of the generator.
        with contextlib.nullcontext() if seeded else unseeded(student):
            first, second, third = (signs(student, device, shape=shape) for _ in range(3))
        assert_independent_masks(first, second, third)


@points(2, "the mask comes from torch's global random generator", requires="test_public::test_share_of_the_dropped")
def test_torchs_generator(student, device):
    torch.manual_seed(11)
    first = signs(student, device)
    torch.manual_seed(11)
    if not bool((signs(student, device) == first).all()):
        fail(
            "after the same torch.manual_seed two calls dropped different elements: draw from torch's global generator"
        )
    X = to_device(torch.ones(4, 4), device)
    with traced(student) as trace:
        dropped(student, X, 0.5)
    if not any(word in op for op in trace.ops for word in RANDOM):
        fail("no random numbers of torch's were drawn: NumPy's and Python's do not listen to torch.manual_seed")


@points(2, "elements are dropped while gradients are disabled, too")
def test_without_gradients(student, device):
    shape = shape_of_many_chances(student, device)
    with torch.no_grad():
        without = signs(student, device, shape=shape)
    with_gradients = signs(student, device, shape=shape)
    shares = [float((s < 0).double().mean()) for s in (without, with_gradients)]
    # Whether it is the right share is asked by test_share.
    if len(without.unique()) == 1 or not abs(shares[0] - shares[1]) < SIGMAS / math.sqrt(2 * without.numel()):
        fail(
            "inside torch.no_grad(), dropout_layer(X, 0.5) dropped a share of {share}, and outside {outside}, but should "
            "drop half in both: it is the caller who decides when to drop",
            share=f"{shares[0]:.2f}",
            outside=f"{shares[1]:.2f}",
        )


@points(14, "the gradient goes through the mask of the forward pass", requires="test_public::test_survivors_are_scaled")
def test_gradient(student, rng):
    for dropout in (0.25, 0.6):
        X = rng.uniform(60, 61, low=0.5, high=2.0, dtype=torch.float32, requires_grad=True)
        Y = dropped(student, X, dropout)
        if bool((Y == 0).all() | (Y != 0).all()):
            fail(
                f"dropout_layer(X, {dropout}) dropped all of {X.numel()} elements or none: no mask is seen in its gradient"
            )
        if not Y.requires_grad:
            fail("the result does not depend on X as far as autograd can see")
        cotangent = rng.normal(60, 61, dtype=torch.float32)
        (gradient,) = torch.autograd.grad(Y, X, cotangent.to(Y.dtype), allow_unused=True)
        expected = torch.where(Y == 0, torch.zeros_like(cotangent), cotangent / (1 - dropout)).detach()
        assert_close(gradient, expected, of=f"the gradient of dropout_layer(X, {dropout})", dtype=False)


@points(1, "dropout 0 gives the values of X, and a gradient of one", requires="test_public::test_share_of_the_dropped")
def test_zero(student, rng):
    X = rng.normal(5, 6, dtype=torch.float32, requires_grad=True)
    Y = dropped(student, X, 0.0)
    assert_close(Y, X, of="dropout_layer(X, 0.0)", dtype=False)
    if not Y.requires_grad:
        fail("dropout_layer(X, 0.0) does not depend on X as far as autograd can see")
    (gradient,) = torch.autograd.grad(Y, X, torch.ones_like(Y), allow_unused=True)
    assert_close(gradient, torch.ones_like(X), of="the gradient of dropout_layer(X, 0.0)", dtype=False)
    X = X.detach()
    assert_close(dropped(student, X, 0), X, of="dropout_layer(X, 0)", dtype=False)


@aside
@points(2, "dropout 0 gives X back in float16 and bfloat16, too", requires="test_public::test_share_of_the_dropped")
def test_zero_in_sixteen_bits(student, rng):
    # Where random numbers have 16 bits, some 7 and some 16 of these elements meet one that is exactly 0. In float32 it is one
    # element in 2**24, so that three of them come by chance less often than once in 10**8 gradings.
    for dtype, shape in ((torch.float16, (128, 256)), (torch.bfloat16, (64, 128))):
        X = rng.uniform(*shape, low=0.5, high=2.0, dtype=dtype)
        Y = dropped(student, X, 0.0)
        assert_dropped_or_scaled(Y, X, 0.0)
        count = int((Y == 0).sum())
        if count >= 3:
            fail(
                "dropout_layer(X, 0.0) dropped {count} of {all} elements of dtype {dtype}, but should give X back. A random "
                "number may be exactly 0, in 16 bits often: is an element dropped by it?",
                count=count,
                all=X.numel(),
                dtype=dtype,
            )


@points(2, "dropout 1 gives zeros, and nothing that is nan", requires="test_public::test_share_of_the_dropped")
def test_one(student, rng):
    X = rng.normal(5, 6, dtype=torch.float32, requires_grad=True)
    Y = dropped(student, X, 1.0)
    assert_close(Y, torch.zeros_like(X), of="dropout_layer(X, 1.0)", dtype=False)
    assert_close(dropped(student, X.detach(), 1), torch.zeros_like(X), of="dropout_layer(X, 1)", dtype=False)
    if Y.requires_grad:
        (gradient,) = torch.autograd.grad(Y, X, torch.ones_like(Y), allow_unused=True)
        if gradient is not None:
            assert_close(gradient, torch.zeros_like(X), of="the gradient of dropout_layer(X, 1.0)", dtype=False)


@aside
@points(1, "X may be a transposed, strided or expanded view")
def test_views(student, rng):
    base = rng.uniform(20, 24, low=0.5, high=2.0, dtype=torch.float32)
    for X in (base.T, base[::2, 3:], base[:1].expand(20, 24), base[:, :1].expand(20, 24)):
        Y = dropped(student, X, 0.5)
        assert_dropped_or_scaled(Y, X, 0.5)
        assert_varies_along_every_axis(Y.detach().cpu().abs())


@points(0.5, "a probability below 0 raises", requires="test_public::test_share_of_the_dropped")
def test_probabilities_below(student, device):
    X = to_device(torch.ones(3, 4), device)
    for dropout in (-0.01, -3.0):
        assert_raises(student.dropout_layer, X, dropout, of=f"dropout_layer(X, {dropout})")


@points(0.5, "a probability above 1 raises", requires="test_public::test_share_of_the_dropped")
def test_probabilities_above(student, device):
    X = to_device(torch.ones(3, 4), device)
    for dropout in (1.01, 4.0):
        assert_raises(student.dropout_layer, X, dropout, of=f"dropout_layer(X, {dropout})")
