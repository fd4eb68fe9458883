"""The hidden grader of lstm_cell.

The conventions are taken one at a time: with some parameters zero, all gates but one are 0.5 and the candidate is a known
number, so that a fault in one of them costs the others nothing. For the parts that make the memory, the memory alone is
compared. A failure also names the place where a step first goes wrong (`stages.py`).

What only this file asks, beside random numbers in place of written ones: float64; a simulated or real accelerator;
gates, candidate and memory that saturate; arguments that are views; sizes from one to well above the examples; several
steps; values of gradients (the public test asks only whether one arrives), and each result's own. Not asked: an empty
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

NAMES = ("W_xi", "W_hi", "b_i", "W_xf", "W_hf", "b_f", "W_xo", "W_ho", "b_o", "W_xc", "W_hc", "b_c")
STEP = "lstm_cell(X, state, params)"


def shapes(d, h):
    return 4 * [(d, h), (h, h), (h,)]


def step_arguments(rng, n, d, h, *, dtype=torch.float32, requires_grad=False):
    options = {"dtype": dtype, "requires_grad": requires_grad}
    params = tuple(rng.normal(*shape, std=0.7, **options) for shape in shapes(d, h))
    state = rng.uniform(n, h, low=-1, high=1, **options), rng.normal(n, h, **options)
    return rng.normal(n, d, **options), state, params


def only(params, *names):
    """The parameters with all but the named ones zero."""
    return tuple(p if name in names else torch.zeros_like(p) for name, p in zip(NAMES, params, strict=True))


@st.composite
def small_arguments(draw, *names):
    """Small (X, state, params), one example of one input; with names, all other parameters are zero."""
    n, d, h = 1, 1, draw(sizes(2))
    X, H, C = (draw(tensors(*shape, dtype=torch.float32)) for shape in ((n, d), (n, h), (n, h)))
    params = tuple(
        draw(tensors(*shape, dtype=torch.float32)) if not names or name in names else torch.zeros(shape)
        for name, shape in zip(NAMES, shapes(d, h), strict=True)
    )
    return X, (H, C), params


def step(ns, X, state, params):
    return ns.lstm_cell(X, state, params)


def memory(ns, X, state, params):
    """The new memory alone; whatever came instead of a pair."""
    return part(ns.lstm_cell(X, state, params), 1)


def hidden_state(ns, X, state, params):
    return part(ns.lstm_cell(X, state, params), 0)


def part(result, index):
    return result[index] if isinstance(result, tuple | list) and len(result) == 2 else result


def agrees(student, reference, *args, at=place, **options):
    """As `agree`; a failure also says at which place a submission first differs."""
    with naming(at, student, reference):
        agree(student, reference, *args, **options)


def named(names, found):
    """Gradients by name; fails where one is missing."""
    for name, gradient in zip(names, found, strict=True):
        if gradient is None:
            fail(
                "no gradient reaches {name}: the results do not use it, or something in between is outside the graph",
                name=name,
            )
    return dict(zip(names, found, strict=True))


INPUT_GATE = ("W_xi", "W_hi", "b_i", "b_c")
FORGET_GATE = ("W_xf", "W_hf", "b_f", "b_c")
OUTPUT_GATE = ("W_xo", "W_ho", "b_o", "b_c")
CANDIDATE = ("W_xc", "W_hc", "b_c")


@points(2, "the forget gate weighs the old memory")
def test_forget_gate(student, reference, rng):
    X, state, params = step_arguments(rng, 4, 3, 5)
    params, search = only(params, *FORGET_GATE), small_arguments(*FORGET_GATE)
    agrees(student, reference, memory, X, state, params, of=f"{STEP}[1]", search=search)


@points(2, "the input gate weighs the candidate")
def test_input_gate(student, reference, rng):
    X, state, params = step_arguments(rng, 4, 3, 5)
    params, search = only(params, *INPUT_GATE), small_arguments(*INPUT_GATE)
    agrees(student, reference, memory, X, state, params, of=f"{STEP}[1]", search=search)


@points(2, "the candidate is the tanh of input, hidden state and bias")
def test_candidate(student, reference, rng):
    X, state, params = step_arguments(rng, 4, 3, 5)
    params, search = only(params, *CANDIDATE), small_arguments(*CANDIDATE)
    agrees(student, reference, memory, X, state, params, of=f"{STEP}[1]", search=search)


@points(2, "the output gate weighs the tanh of the new memory")
def test_output_gate(student, reference, rng):
    X, state, params = step_arguments(rng, 4, 3, 5)
    params, search = only(params, *OUTPUT_GATE), small_arguments(*OUTPUT_GATE)
    agrees(student, reference, hidden_state, X, state, params, of=f"{STEP}[0]", search=search)


@points(3, "a step with all parameters agrees with the reference, hidden state first")
def test_values(student, reference, rng):
    agrees(student, reference, step, *step_arguments(rng, 4, 3, 5), of=STEP, search=small_arguments())


@points(1, "a sequence of steps agrees with the reference at every step")
def test_time_steps(student, reference, rng):
    def states(ns, Xs, state, params):
        found = []
        for X in Xs:
            state = ns.lstm_cell(X, state, params)
            found.append(state)
        return found

    _, state, params = step_arguments(rng, 3, 2, 4)
    Xs = [rng.normal(3, 2, dtype=torch.float32) for _ in range(5)]
    agrees(student, reference, states, Xs, state, params, of="states", at=CELL.in_time)


@points(6, "gradients of both results agree with the reference")
def test_gradients(student, reference, rng):
    def gradients_of_step(ns, X, state, params):
        of_H = gradients(lambda *args: part(ns.lstm_cell(*args), 0), X, state, params)
        of_both = gradients(ns.lstm_cell, X, state, params, seed=1)
        names = ("X", "H", "C", *NAMES)
        return {"of H": named(names, of_H), "of H and C": named(names, of_both)}

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
    def through_time(ns, Xs, state, params):
        def last_state(Xs, state, params):
            for X in Xs:
                state = ns.lstm_cell(X, state, params)
            return state

        return named(("X_1", "X_2", "X_3", "H_0", "C_0", *NAMES), gradients(last_state, Xs, state, params))

    _, state, params = step_arguments(rng, 2, 2, 3, requires_grad=True)
    Xs = [rng.normal(2, 2, dtype=torch.float32, requires_grad=True) for _ in range(3)]
    agrees(student, reference, through_time, Xs, state, params, of="gradient", at=CELL.of_gradient_in_time)


@aside
@points(2, "gradients equal finite differences", requires="test_candidate")
def test_gradcheck(student, reference, rng):
    X, (H, C), params = step_arguments(rng, 1, 1, 2, dtype=torch.float64, requires_grad=True)

    def flat(X, H, C, *params):
        result = student.lstm_cell(X, (H, C), params)
        return tuple(assert_tensor(part(result, index), of=f"{STEP}[{index}]") for index in range(2))

    with naming(CELL.of_gradient, student, reference):
        assert_gradcheck(flat, X, H, C, *params, of=STEP)


@points(1, "no argument is modified", requires="test_candidate")
def test_arguments_unmodified(student, rng):
    assert_unmodified(student.lstm_cell, *step_arguments(rng, 4, 3, 5), of=STEP)


@aside
@points(1, "float64 stays float64, to the last digits")
def test_float64(student, reference, rng):
    agree(student, reference, step, *step_arguments(rng, 4, 3, 5, dtype=torch.float64), of=STEP)


@aside
@points(1, "the step runs where its arguments are")
def test_device(student, reference, rng, accelerator):
    X, state, params = step_arguments(rng, 4, 3, 5)
    state = tuple(to_device(t, accelerator) for t in state)
    params = tuple(to_device(t, accelerator) for t in params)
    agree(student, reference, step, to_device(X, accelerator), state, params, of=STEP)


@points(1, "gates and candidate may saturate, and the memory may be large")
def test_saturated(student, reference, rng):
    # One unit for each way in which the four can go to their ends, biased by 1000; memories of some thousands.
    X, (H, C), params = step_arguments(rng, 3, 2, 16)
    signs = list(itertools.product((-1000.0, 1000.0), repeat=4))
    for bias, column in zip(params[2::3], zip(*signs, strict=True), strict=True):
        bias.copy_(torch.tensor(column))
    C[1:] *= 2000
    agree(student, reference, step, X, (H, C), params, of=STEP)


@points(1, "one example, one input, one unit, and many")
def test_sizes(student, reference, rng):
    for n, d, h in ((1, 1, 1), (3, 3, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1), (17, 9, 13), (300, 2, 2), (1, 300, 2)):
        of = f"with n={n}, d={d} and h={h} the new state"
        agree(student, reference, step, *step_arguments(rng, n, d, h), of=of)


@aside
@points(1, "arguments may be views: transposed, expanded, strided")
def test_views(student, reference, rng):
    X = rng.normal(1, 3, dtype=torch.float32).expand(4, 3)
    state = rng.normal(5, 4, dtype=torch.float32).T, rng.normal(5, 4, dtype=torch.float32).T
    params = []
    for shape in shapes(3, 5):
        transposed = rng.normal(*reversed(shape), 2, std=0.7, dtype=torch.float32)[..., 0]
        params.append(transposed.T if len(shape) == 2 else transposed)
    agree(student, reference, step, X, state, tuple(params), of=STEP)


@aside
@points(1, "eight times the examples, the inputs or the units cost no more than that", requires="test_candidate")
def test_cost(student, rng):
    # Many inputs to few units: sums over inputs and state for each unit then grow with the units, not with their square.
    for small, large in (((2, 3, 2), (16, 3, 2)), ((2, 3, 2), (2, 24, 2)), ((1, 24, 1), (1, 24, 8))):
        assert_cost(student, step, step_arguments(rng, *small), step_arguments(rng, *large), factor=8, of=STEP)


@points(1, "where gates and candidate saturate, gradients are finite and right, too")
def test_saturated_gradients(student, reference, rng):
    def gradients_of_step(ns, X, state, params):
        return named(("X", "H", "C", *NAMES), gradients(ns.lstm_cell, X, state, params))

    X, (H, C), params = step_arguments(rng, 2, 2, 16)
    signs = list(itertools.product((-1000.0, 1000.0), repeat=4))
    for bias, column in zip(params[2::3], zip(*signs, strict=True), strict=True):
        bias.copy_(torch.tensor(column))
    arguments = (X, (H, C), params)
    for tensor in (X, H, C, *params):
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
