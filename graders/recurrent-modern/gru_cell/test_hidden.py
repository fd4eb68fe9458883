"""The hidden grader of gru_cell.

The conventions are taken one at a time: with some parameters zero, gates and candidate are known numbers, so that a fault
in one of them costs the others nothing. Properties and gradients are asked where a submission is right, with the parameters
in its order or with those of a wrong part zero (`settings.py`): so one slip is charged once, and leaves about half the
points. A failure also names the place where a step first goes wrong (`stages.py`).

What only this file asks, beside random numbers in place of written ones: float64; a simulated or real accelerator;
gates that saturate; arguments that are views; sizes from one to well above the examples; several steps; values of
gradients (the public test asks only whether one arrives). Not asked: an empty
batch, which no sequence has. What is asked of the cost is that nothing is computed again for each unit or example: a loop
over examples, units and inputs that does each sum once passes.
"""

import torch
from hypothesis import strategies as st

from autograder.checks import (
    agree,
    aside,
    assert_cost,
    assert_dtype,
    assert_gradcheck,
    assert_nothing_left_behind,
    assert_tensor,
    assert_unmodified,
    gradients,
    points,
)
from autograder.checks.inputs import sizes, tensors
from autograder.checks.stages import naming
from autograder.devices.simulated import to_device

from .arguments import NAMES, gradients_of, in_training, named, saturated, shapes, step_arguments, trained
from .settings import (
    CANDIDATE,
    KEEPING,
    RESET,
    UNBIASED,
    UPDATE,
    fresh,
    only,
    rightly,
    state,
)
from .stages import CELL, place

STEP = "gru_cell(X, H, params)"
# A property counts with right values in one of its parts.
RIGHT = (
    "test_kept_state",
    "test_update_gate",
    "test_candidate",
    "test_reset_gate",
    "test_fresh_state",
    "test_without_biases",
    "test_equations",
)
SATURABLE = ("update gate", "candidate", "reset gate", "kept state", "fresh state")


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


def assert_right_with(names, student, reference, rng):
    """A step with all parameters zero but the named ones agrees with the reference."""
    X, H, params = step_arguments(rng, 4, 3, 5)
    search = small_arguments(*names)
    agrees(student, reference, state, X, H, only(params, names), of=STEP, search=search)


def assert_own_dtype(student, X, H, params):
    assert_dtype(state_as_it_came(student.gru_cell(X, H, params)), X.dtype, of=STEP)


def state_as_it_came(result):
    while isinstance(result, tuple | list) and result:
        result = result[-1]
    return result


def assert_right_gradients_with(names, student, reference, rng):
    X, H, params = step_arguments(rng, 4, 3, 5, requires_grad=True)
    at = CELL.of_gradient
    agrees(student, reference, gradients_of(state), X, H, only(params, names), of="gradient", at=at)


@points(1, "the update gate weighs the old state")
def test_kept_state(student, reference, rng):
    assert_right_with(KEEPING, student, reference, rng)  # the candidate is zero


@points(1, "the update gate weighs the old state, one minus it the candidate")
def test_update_gate(student, reference, rng):
    assert_right_with(UPDATE, student, reference, rng)  # the candidate is tanh(b_h), whatever the reset gate does


@points(2, "the candidate is the tanh of input, state and bias")
def test_candidate(student, reference, rng):
    assert_right_with(CANDIDATE, student, reference, rng)  # both gates are 0.5


@points(2, "the reset gate acts on the old state before the product with W_hh")
def test_reset_gate(student, reference, rng):
    assert_right_with(RESET, student, reference, rng)  # the update gate is 0.5


@points(1, "without biases a step agrees with the reference")
def test_without_biases(student, reference, rng):
    assert_right_with(UNBIASED, student, reference, rng)


@points(1, "from a state of zeros a step agrees with the reference")
def test_fresh_state(student, reference, rng):
    agrees(student, reference, state, *fresh(*step_arguments(rng, 4, 3, 5)), of=STEP)


@points(4, "the equations are right, in whatever order the parameters are read, or transposed")
def test_equations(student, reference, rng):
    called, *arguments = rightly(student, reference, *step_arguments(rng, 4, 3, 5), parts=())
    agrees(student, reference, called, *arguments, of=STEP)


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


@points(2, "gradients through the update gate agree with the reference")
def test_gradients_of_update_gate(student, reference, rng):
    assert_right_gradients_with(KEEPING, student, reference, rng)


@points(2, "gradients through the candidate agree with the reference")
def test_gradients_of_candidate(student, reference, rng):
    assert_right_gradients_with(CANDIDATE, student, reference, rng)


@points(2, "gradients through the reset gate agree with the reference")
def test_gradients_of_reset_gate(student, reference, rng):
    assert_right_gradients_with(RESET, student, reference, rng)


@points(3, "gradients of a step with all parameters agree with the reference")
def test_gradients(student, reference, rng):
    arguments = step_arguments(rng, 4, 3, 5, requires_grad=True)
    called, *arguments = rightly(student, reference, *arguments, parts=("no biases",))
    agrees(student, reference, gradients_of(called), *arguments, of="gradient", at=CELL.of_gradient)


@points(2, "gradients through several steps agree with the reference")
def test_gradients_through_time(student, reference, rng):
    _, H, params = step_arguments(rng, 2, 2, 3, requires_grad=True)
    Xs = [rng.normal(2, 2, dtype=torch.float32, requires_grad=True) for _ in range(3)]
    called, _, H, params = rightly(student, reference, Xs[0], H, params, parts=("no biases",))

    def through_time(ns, Xs, H, params):
        def last_state(Xs, H, params):
            for X in Xs:
                H = called(ns, X, H, params)
            return H

        return named(("X_1", "X_2", "X_3", "H_0", *trained(params)), gradients(last_state, Xs, H, params))

    agrees(student, reference, through_time, Xs, H, params, of="gradient", at=CELL.of_gradient_in_time)


@aside
@points(1, "gradients equal finite differences", requires_one_of=RIGHT)
def test_gradcheck(student, reference, rng):
    arguments = step_arguments(rng, 2, 1, 2, dtype=torch.float64, requires_grad=True)
    called, X, H, params = rightly(student, reference, *arguments)

    def flat(X, H, *params):
        return assert_tensor(called(student, X, H, params), of=STEP)

    with naming(CELL.of_gradient, student, reference):
        assert_gradcheck(flat, X, H, *params, of=STEP)


@points(1, "no argument is modified", requires_one_of=RIGHT)
def test_arguments_unmodified(student, reference, rng):
    called, *arguments = rightly(student, reference, *step_arguments(rng, 4, 3, 5))
    assert_unmodified(lambda *args: called(student, *args), *arguments, of=STEP)


@aside
@points(1, "float64 stays float64, to the last digits")
def test_float64(student, reference, rng):
    called, *arguments = rightly(student, reference, *step_arguments(rng, 4, 3, 5, dtype=torch.float64))
    agree(student, reference, called, *arguments, of=STEP)
    for dtype in (torch.float32, torch.float64):
        assert_own_dtype(student, *step_arguments(rng, 2, 3, 3, dtype=dtype))


@aside
@points(1, "the step runs where its arguments are")
def test_device(student, reference, rng, accelerator):
    called, X, H, params = rightly(student, reference, *step_arguments(rng, 4, 3, 5))
    params = tuple(to_device(p, accelerator) for p in params)
    agree(student, reference, called, to_device(X, accelerator), to_device(H, accelerator), params, of=STEP)


@points(1, "gates and candidate may saturate, in float64 too")
def test_saturated(student, reference, rng):
    # In float64, sigmoid and tanh of what is clamped to some tens are not yet 0 and 1.
    for dtype, tolerance in ((torch.float32, None), (torch.float64, 1e-12)):
        arguments = saturated(*step_arguments(rng, 3, 2, 8, dtype=dtype))
        called, *arguments = rightly(student, reference, *arguments, parts=SATURABLE)
        agree(student, reference, called, *arguments, of=STEP, tolerance=tolerance)


@points(1, "one example, one input, one unit, and many")
def test_sizes(student, reference, rng):
    for n, d, h in ((1, 1, 1), (3, 3, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1), (17, 9, 13), (300, 2, 2), (1, 300, 2)):
        of = f"with n={n}, d={d} and h={h} the new state"
        called, *arguments = rightly(student, reference, *step_arguments(rng, n, d, h))
        agree(student, reference, called, *arguments, of=of)


@aside
@points(1, "arguments may be views: transposed, expanded, strided")
def test_views(student, reference, rng):
    X, H = rng.normal(1, 3, dtype=torch.float32).expand(4, 3), rng.normal(5, 4, dtype=torch.float32).T
    params = []
    for shape in shapes(3, 5):
        transposed = rng.normal(*reversed(shape), 2, std=0.7, dtype=torch.float32)[..., 0]
        params.append(transposed.T if len(shape) == 2 else transposed)
    called, *arguments = rightly(student, reference, X, H, tuple(params))
    agree(student, reference, called, *arguments, of=STEP)


@aside
@points(1, "eight times the examples, the inputs or the units cost no more than that", requires_one_of=RIGHT)
def test_cost(student, reference, rng):
    # Many inputs to few units: sums over inputs and state for each unit then grow with the units, not with their square.
    for small, large in (((2, 3, 2), (16, 3, 2)), ((2, 3, 2), (2, 24, 2)), ((1, 24, 1), (1, 24, 8))):
        called, *few = rightly(student, reference, *step_arguments(rng, *small))
        _, *many = rightly(student, reference, *step_arguments(rng, *large))
        assert_cost(student, called, tuple(few), tuple(many), factor=8, of=STEP)


@points(1, "where gates and candidate saturate, gradients are finite and right, too")
def test_saturated_gradients(student, reference, rng):
    arguments = in_training(*saturated(*step_arguments(rng, 2, 2, 8)))
    called, *arguments = rightly(student, reference, *arguments, parts=SATURABLE)
    agree(student, reference, gradients_of(called), *arguments, of="gradient")


@aside
@points(1, "float16 and bfloat16 are floating dtypes too")
def test_sixteen_bits(student, reference, rng):
    for dtype in (torch.float16, torch.bfloat16):
        X, H, params = step_arguments(rng, 3, 4, 4, dtype=dtype)
        called, *arguments = rightly(student, reference, X, H, params)
        agree(student, reference, called, *arguments, of=STEP)
        assert_own_dtype(student, X, H, params)


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng):
    arguments = step_arguments(rng, 3, 2, 4, dtype=torch.float64)
    called, *arguments = rightly(student, reference, *arguments)
    assert_nothing_left_behind(student, reference, called, *arguments, of=STEP)
