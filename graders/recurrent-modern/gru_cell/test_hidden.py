"""The hidden grader of gru_cell.

The conventions are taken one at a time: with some parameters zero, gates and candidate are known numbers, so that a fault
in one of them costs the others nothing. A failure also names the place where a step first goes wrong (`stages.py`).

What only this file asks, beside random numbers in place of written ones: float64; a simulated or real accelerator;
gates that saturate; arguments that are views; sizes from one to well above the examples; several steps; values of
gradients (the public test asks only whether one arrives). Not asked: an empty
batch, which no sequence has. What is asked of the cost is that nothing is computed again for each unit or example: a loop
over examples, units and inputs that does each sum once passes.
"""

import itertools

import torch
from hypothesis import strategies as st

from autograder.checks import (
    agree,
    aside,
    assert_cost,
    assert_gradcheck,
    assert_nothing_left_behind,
    assert_tensor,
    assert_unmodified,
    fail,
    gradients,
    points,
)
from autograder.checks.inputs import sizes, tensors
from autograder.checks.stages import naming
from autograder.devices.simulated import to_device

from .stages import CELL, place

NAMES = ("W_xz", "W_hz", "b_z", "W_xr", "W_hr", "b_r", "W_xh", "W_hh", "b_h")
STEP = "gru_cell(X, H, params)"


def shapes(d, h):
    return 3 * [(d, h), (h, h), (h,)]


def step_arguments(rng, n, d, h, *, dtype=torch.float32, requires_grad=False):
    options = {"dtype": dtype, "requires_grad": requires_grad}
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in shapes(d, h))
    return rng.normal(n, d, **options), rng.uniform(n, h, low=-1, high=1, **options), params


def only(params, *names):
    """The parameters with all but the named ones zero."""
    return tuple(p if name in names else torch.zeros_like(p) for name, p in zip(NAMES, params, strict=True))


@st.composite
def small_arguments(draw, *names):
    """Small (X, H, params), one example of one input; with names, all other parameters are zero."""
    n, d, h = 1, 1, draw(sizes(2))  # two units tell R * H before the product from R * (H @ W_hh) after it
    X, H = draw(tensors(n, d, dtype=torch.float32)), draw(tensors(n, h, dtype=torch.float32))
    params = tuple(
        draw(tensors(*shape, dtype=torch.float32)) if not names or name in names else torch.zeros(shape)
        for name, shape in zip(NAMES, shapes(d, h), strict=True)
    )
    return X, H, params


def step(ns, X, H, params):
    return ns.gru_cell(X, H, params)


def agrees(student, reference, *args, at=place, **options):
    """As `agree`; a failure also says at which place a submission first differs."""
    with naming(at, student, reference):
        agree(student, reference, *args, **options)


def named(names, found):
    """Gradients by name; fails where one is missing."""
    for name, gradient in zip(names, found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the result does not use it, or something in between is outside the graph",
                name=name,
            )
    return dict(zip(names, found, strict=True))


UPDATE = ("W_xz", "W_hz", "b_z", "b_h")
CANDIDATE = ("W_xh", "W_hh", "b_h")
RESET = ("W_xr", "W_hr", "b_r", "W_hh")


@points(2, "the update gate weighs the old state, one minus it the candidate")
def test_update_gate(student, reference, rng):
    X, H, params = step_arguments(rng, 4, 3, 5)  # the candidate is tanh(b_h), whatever the reset gate does
    agrees(student, reference, step, X, H, only(params, *UPDATE), of=STEP, search=small_arguments(*UPDATE))


@points(2, "the candidate is the tanh of input, state and bias")
def test_candidate(student, reference, rng):
    X, H, params = step_arguments(rng, 4, 3, 5)  # both gates are 0.5
    agrees(student, reference, step, X, H, only(params, *CANDIDATE), of=STEP, search=small_arguments(*CANDIDATE))


@points(2, "the reset gate acts on the old state before the product with W_hh")
def test_reset_gate(student, reference, rng):
    X, H, params = step_arguments(rng, 4, 3, 5)  # the update gate is 0.5
    agrees(student, reference, step, X, H, only(params, *RESET), of=STEP, search=small_arguments(*RESET))


@points(3, "a step with all parameters agrees with the reference")
def test_values(student, reference, rng):
    agrees(student, reference, step, *step_arguments(rng, 4, 3, 5), of=STEP, search=small_arguments())


@points(1, "a sequence of steps agrees with the reference at every step")
def test_time_steps(student, reference, rng):
    def states(ns, Xs, H, params):
        found = []
        for X in Xs:
            H = ns.gru_cell(X, H, params)
            found.append(H)
        return found

    _, H, params = step_arguments(rng, 3, 2, 4)
    Xs = [rng.normal(3, 2, dtype=torch.float32) for _ in range(5)]
    agrees(student, reference, states, Xs, H, params, of="states", at=CELL.in_time)


@points(5, "gradients of a step agree with the reference")
def test_gradients(student, reference, rng):
    def gradients_of_step(ns, X, H, params):
        return named(("X", "H", *NAMES), gradients(ns.gru_cell, X, H, params))

    agrees(
        student,
        reference,
        gradients_of_step,
        *step_arguments(rng, 4, 3, 5, requires_grad=True),
        of="gradient",
        at=CELL.of_gradient,
    )


@points(3, "gradients through several steps agree with the reference")
def test_gradients_through_time(student, reference, rng):
    def through_time(ns, Xs, H, params):
        def last_state(Xs, H, params):
            for X in Xs:
                H = ns.gru_cell(X, H, params)
            return H

        return named(("X_1", "X_2", "X_3", "H_0", *NAMES), gradients(last_state, Xs, H, params))

    _, H, params = step_arguments(rng, 2, 2, 3, requires_grad=True)
    Xs = [rng.normal(2, 2, dtype=torch.float32, requires_grad=True) for _ in range(3)]
    agrees(student, reference, through_time, Xs, H, params, of="gradient", at=CELL.of_gradient_in_time)


@aside
@points(2, "gradients equal finite differences", requires="test_candidate")
def test_gradcheck(student, reference, rng):
    X, H, params = step_arguments(rng, 2, 1, 2, dtype=torch.float64, requires_grad=True)

    def flat(X, H, *params):
        return assert_tensor(student.gru_cell(X, H, params), of=STEP)

    with naming(CELL.of_gradient, student, reference):
        assert_gradcheck(flat, X, H, *params, of=STEP)


@points(1, "no argument is modified", requires="test_candidate")
def test_arguments_unmodified(student, rng):
    assert_unmodified(student.gru_cell, *step_arguments(rng, 4, 3, 5), of=STEP)


@aside
@points(1, "float64 stays float64, to the last digits")
def test_float64(student, reference, rng):
    agree(student, reference, step, *step_arguments(rng, 4, 3, 5, dtype=torch.float64), of=STEP)


@aside
@points(1, "the step runs where its arguments are")
def test_device(student, reference, rng, accelerator):
    X, H, params = step_arguments(rng, 4, 3, 5)
    params = tuple(to_device(p, accelerator) for p in params)
    agree(student, reference, step, to_device(X, accelerator), to_device(H, accelerator), params, of=STEP)


@points(1, "gates and candidate may saturate")
def test_saturated(student, reference, rng):
    # One unit for each way in which the three can go to their ends, biased by 1000.
    X, H, params = step_arguments(rng, 3, 2, 8)
    signs = list(itertools.product((-1000.0, 1000.0), repeat=3))
    for bias, column in zip(params[2::3], zip(*signs, strict=True), strict=True):
        bias.copy_(torch.tensor(column))
    agree(student, reference, step, X, H, params, of=STEP)


@points(1, "one example, one input, one unit, and many")
def test_sizes(student, reference, rng):
    for n, d, h in ((1, 1, 1), (3, 3, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1), (17, 9, 13), (300, 2, 2), (1, 300, 2)):
        of = f"with n={n}, d={d} and h={h} the new state"
        agree(student, reference, step, *step_arguments(rng, n, d, h), of=of)


@aside
@points(1, "arguments may be views: transposed, expanded, strided")
def test_views(student, reference, rng):
    X, H = rng.normal(1, 3, dtype=torch.float32).expand(4, 3), rng.normal(5, 4, dtype=torch.float32).T
    params = []
    for shape in shapes(3, 5):
        transposed = rng.normal(*reversed(shape), 2, std=0.7, dtype=torch.float32)[..., 0]
        params.append(transposed.T if len(shape) == 2 else transposed)
    agree(student, reference, step, X, H, tuple(params), of=STEP)


@aside
@points(1, "eight times the examples, the inputs or the units cost no more than that", requires="test_candidate")
def test_cost(student, rng):
    # Many inputs to few units: sums over inputs and state for each unit then grow with the units, not with their square.
    for small, large in (((2, 3, 2), (16, 3, 2)), ((2, 3, 2), (2, 24, 2)), ((1, 24, 1), (1, 24, 8))):
        assert_cost(student, step, step_arguments(rng, *small), step_arguments(rng, *large), factor=8, of=STEP)


@points(1, "where gates and candidate saturate, gradients are finite and right, too")
def test_saturated_gradients(student, reference, rng):
    def gradients_of_step(ns, X, H, params):
        return named(("X", "H", *NAMES), gradients(ns.gru_cell, X, H, params))

    X, H, params = step_arguments(rng, 2, 2, 8)
    signs = list(itertools.product((-1000.0, 1000.0), repeat=3))
    for bias, column in zip(params[2::3], zip(*signs, strict=True), strict=True):
        bias.copy_(torch.tensor(column))
    arguments = (X, H, params)
    for tensor in (X, H, *params):
        tensor.requires_grad_()
    agree(student, reference, gradients_of_step, *arguments, of="gradient")


@aside
@points(1, "float16 and bfloat16 are floating dtypes too")
def test_sixteen_bits(student, reference, rng):
    for dtype in (torch.float16, torch.bfloat16):
        agree(student, reference, step, *step_arguments(rng, 3, 2, 4, dtype=dtype), of=STEP)


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng):
    assert_nothing_left_behind(student, reference, step, *step_arguments(rng, 3, 2, 4, dtype=torch.float64), of=STEP)
