"""The hidden grader of dropout_layer.

The masks of two right answers need not agree, so nothing is compared with the reference's: what is checked is what the
contract says of every mask. Statistics of n elements may be off by SIGMAS = 6.5 of their standard deviations, which a right
answer exceeds with probability 1e-10. Some forty of them are taken, and the other chance events are rarer still: a right
answer loses points to bad luck less often than once in 10**8 gradings, whatever its way to draw (and since all seeds are
fixed, the same answer is always graded alike).

Hidden only, and why: `test_device`, which needs an accelerator or the simulated one; `test_torchs_generator`, which watches
the operators that run; the layouts and finer statistics, because their ways to fail are many and the public tests
are to be read in a minute.

Nothing is asked of an empty X, of other than two dimensions, of NaN as a probability, or of whether a
gradient exists at dropout 1. torch's own dropout is a right answer: the contract does not forbid it. So is a loop over the
elements; what is asked of the cost is that it goes through them once. Such a loop runs 96 times two to four operators on
the smaller input, half of them by chance: its cost would have to be off by ten standard deviations.
"""

import contextlib
import math

import torch

from autograder.checks import (
    aside,
    assert_close,
    assert_cost,
    assert_device,
    assert_dtype,
    assert_nothing_left_behind,
    assert_raises,
    assert_shape,
    assert_tensor,
    assert_unmodified,
    fail,
    points,
    traced,
    unseeded,
)
from autograder.devices.simulated import to_device

SIGMAS = 6.5
SIDE = 48
ODD = (5, 7)  # elements of which no call drops just the half, so that a share is told from a probability
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


def dropped(student, X, dropout):
    """dropout_layer(X, dropout), known to be a floating-point tensor of the shape and on the device of X."""
    of = f"dropout_layer(X, {dropout})"
    Y = assert_tensor(student.dropout_layer(X, dropout), of=of)
    assert_shape(Y, tuple(X.shape), of=of)
    assert_device(Y, X.device.type, of=of)
    if not Y.is_floating_point():
        fail("{of} has dtype {came}, but should have that of X, {due}", of=of, came=Y.dtype, due=X.dtype)
    return Y


def at_one_half(student, X):
    return student.dropout_layer(X, 0.5)


def assert_dropped_or_scaled(Y, X, dropout):
    """Every element of Y is 0 or X / (1 - dropout); X has no zeros.

    A mask of float32 is a right way to scale a float64 X too, so the tolerance is float32's for either.
    """
    expected = torch.where(Y == 0, torch.zeros_like(X), X / (1 - dropout))
    rounding = {torch.float16: 2e-3, torch.bfloat16: 2e-2}.get(X.dtype, 2e-5)
    allowed = rounding * 2 / (1 - dropout)  # X goes up to 2
    assert_close(Y, expected, of=f"where it is not zero, dropout_layer(X, {dropout})", dtype=False, tolerance=allowed)


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


def smallest_wrong_scale(student, device):
    """Python that shows a survivor that is not scaled as it should, on as few ones as possible; None if none is found."""
    for dropout in (0.75, 0.2):
        for size in (1, 2, 4, 8):
            X = to_device(torch.ones(1, size), device)
            torch.manual_seed(size)
            seed = int(torch.randint(2**31, ()).item())  # what the call below will be seeded with
            torch.manual_seed(size)
            Y = dropped(student, X, dropout).detach().cpu().double()
            scale = 1 / (1 - dropout)
            if not bool(((Y == 0) | ((Y - scale).abs() < 1e-4 * scale)).all()):
                return (
                    f"torch.manual_seed({seed})\n"
                    f"dropout_layer(torch.ones(1, {size}), {dropout})\n"
                    f"# expected: each element 0 or {scale:.6g}\n"
                    f"# actual: {Y.tolist()}"
                )
    return None


@points(4, "every element is zero or X / (1 - dropout)", requires="test_public::test_survivors_are_scaled")
def test_values(student, rng, device):
    for dropout, dtype in ((0.3, torch.float32), (0.5, torch.float64), (0.8, torch.float32)):
        X = rng.uniform(20, 30, low=0.5, high=2.0, dtype=dtype) * (1 - 2 * rng.integers(0, 2, (20, 30)))
        Y = dropped(student, X, dropout)
        right = torch.where(Y == 0, torch.zeros_like(X), X / (1 - dropout)).to(Y.dtype)
        if not bool(((Y - right).abs() <= 1e-4 * X.abs()).all()):
            example = smallest_wrong_scale(student, device)
            if example is not None:
                fail("dropout_layer(X, {p}) has elements that are neither 0 nor X / (1 - {p})", example, p=dropout)
        assert_dropped_or_scaled(Y, X, dropout)


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


@points(2, "dropout 1 gives zeros, and nothing that is nan", requires="test_public::test_share_of_the_dropped")
def test_one(student, rng):
    X = rng.normal(5, 6, dtype=torch.float32, requires_grad=True)
    Y = dropped(student, X, 1.0)
    assert_close(Y, torch.zeros_like(X), of="dropout_layer(X, 1.0)", dtype=False)
    if Y.requires_grad:
        (gradient,) = torch.autograd.grad(Y, X, torch.ones_like(Y), allow_unused=True)
        if gradient is not None:
            assert_close(gradient, torch.zeros_like(X), of="the gradient of dropout_layer(X, 1.0)", dtype=False)


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


@points(1, "one row, one column and a single number are fine, and so are three hundred of them")
def test_thin_inputs(student, rng):
    for shape in ((1, 1), (1, 50), (50, 1), (2, 300), (300, 2)):
        X = rng.uniform(*shape, low=0.5, high=2.0, dtype=torch.float32)
        Y = dropped(student, X, 0.5)
        assert_dropped_or_scaled(Y, X, 0.5)
        if X.numel() > 1 and bool((Y == 0).all() | (Y != 0).all()):
            fail(
                "dropout_layer(X, 0.5) for X of shape {shape} dropped all elements or none, but should drop about half",
                shape=shape,
            )


@aside
@points(1, "X may be a transposed, strided or expanded view")
def test_layouts(student, rng):
    base = rng.uniform(20, 24, low=0.5, high=2.0, dtype=torch.float32)
    for X in (base.T, base[::2, 3:], base[:1].expand(20, 24), base[:, :1].expand(20, 24)):
        Y = dropped(student, X, 0.5)
        assert_dropped_or_scaled(Y, X, 0.5)
        assert_varies_along_every_axis(Y.detach().cpu().abs())


@aside
@points(
    1, "eight times the rows, or the columns, cost no more than that", requires="test_public::test_share_of_the_dropped"
)
def test_cost(student, device):
    small = to_device(torch.ones(8, 12), device)
    for shape in ((64, 12), (8, 96)):
        large = to_device(torch.ones(*shape), device)
        assert_cost(student, at_one_half, (small,), (large,), factor=8, of="dropout_layer(X, 0.5)")


@aside
@points(1, "the result has the dtype of X, at both ends too", requires="test_public::test_share_of_the_dropped")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        for dropout in (0.0, 0.5, 1.0):
            Y = student.dropout_layer(rng.normal(3, 4, dtype=dtype), dropout)
            assert_dtype(Y, dtype, of=f"dropout_layer(X, {dropout}) of a {dtype} X")


@aside
@points(1, "the result is on the device of X, at both ends too", requires="test_public::test_share_of_the_dropped")
def test_device(student, rng, accelerator):
    X = to_device(rng.uniform(*ODD, low=0.5, high=2.0, dtype=torch.float32), accelerator)
    for dropout in (0.0, 0.5, 1.0):
        Y = dropped(student, X, dropout)
        if dropout < 1:
            assert_dropped_or_scaled(Y, X, dropout)


@points(1, "X is left as it was", requires="test_public::test_share_of_the_dropped")
def test_argument_is_never_changed(student, rng):
    X = rng.normal(6, 7, dtype=torch.float32)
    for dropout in (0.0, 0.5, 1.0):
        dropped(student, X.clone(), dropout)
        assert_unmodified(student.dropout_layer, X, dropout, of=f"dropout_layer(X, {dropout})")


@aside
@points(1, "float16 and bfloat16 are floating point too")
def test_sixteen_bits(student, rng):
    for dtype in (torch.float16, torch.bfloat16):
        X = rng.uniform(*ODD, low=0.5, high=2.0, dtype=dtype)
        for dropout in (0.0, 0.5, 1.0):
            Y = dropped(student, X, dropout)
            assert_dtype(Y, dtype, of=f"dropout_layer(X, {dropout}) of a {dtype} X")
            if dropout < 1:
                assert_dropped_or_scaled(Y, X, dropout)


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, rng):
    X = rng.uniform(*ODD, low=0.5, dtype=torch.float64)
    assert_dropped_or_scaled(dropped(student, X, 0.5), X, 0.5)
    assert_nothing_left_behind(student, None, at_one_half, X, of="dropout_layer(X, 0.5)")
