"""The hidden grader of lstm_cell.

The conventions are taken one at a time: with some parameters zero, all gates but one are 0.5 and the candidate is a known
number, so that a fault in one of them costs the others nothing. For the parts that make the memory, the memory alone is
compared. Properties and gradients are asked where a submission is right, with the parameters in its order or with those of
a wrong part zero (`settings.py`): so one slip is charged once, and leaves about half the points. A failure also names the
place where a step first goes wrong (`stages.py`).

What only this file asks, beside random numbers in place of written ones: float64; a simulated or real accelerator;
gates, candidate and memory that saturate; arguments that are views; sizes from one to well above the examples; several
steps; values of gradients (the public test asks only whether one arrives), and each result's own. Not asked: an empty
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
    FORGET_GATE,
    INPUT_GATE,
    OUTPUT_GATE,
    UNBIASED,
    fresh,
    hidden_state,
    memory,
    new_state,
    only,
    part,
    rightly,
    unpacked,
)
from .stages import CELL, place

STEP = "lstm_cell(X, state, params)"
# A property counts with right values in one of its parts.
RIGHT = (
    "test_forget_gate",
    "test_input_gate",
    "test_candidate",
    "test_output_gate",
    "test_fresh_state",
    "test_without_biases",
    "test_equations",
)
SATURABLE = ("memory", "hidden state", "input gate", "forget gate", "candidate", "output gate", "fresh state")


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


def agrees(student, reference, *args, at=place, **options):
    """As `agree`; a failure also says at which place a submission first differs."""
    with naming(at, student, reference):
        agree(student, reference, *args, **options)


def assert_right_with(names, student, reference, rng, *, call=new_state, of=STEP):
    """A step with all parameters zero but the named ones agrees with the reference."""
    X, state, params = step_arguments(rng, 4, 3, 5)
    agrees(student, reference, call, X, state, only(params, names), of=of, search=small_arguments(*names))


def assert_own_dtype(student, X, state, params):
    result = unpacked(student.lstm_cell(X, state, params))
    for index in range(2):
        assert_dtype(part(result, index), X.dtype, of=f"{STEP}[{index}]")


def assert_right_gradients_with(names, call, student, reference, rng):
    X, (H, C), params = step_arguments(rng, 4, 3, 5, requires_grad=True)
    at = CELL.of_gradient
    agrees(student, reference, gradients_of(call), X, (H, C), only(params, names), of="gradient", at=at)


@points(2, "the forget gate weighs the old memory")
def test_forget_gate(student, reference, rng):
    assert_right_with(FORGET_GATE, student, reference, rng, call=memory, of=f"{STEP}[1]")


@points(2, "the input gate weighs the candidate")
def test_input_gate(student, reference, rng):
    assert_right_with(INPUT_GATE, student, reference, rng, call=memory, of=f"{STEP}[1]")


@points(2, "the candidate is the tanh of input, hidden state and bias")
def test_candidate(student, reference, rng):
    assert_right_with(CANDIDATE, student, reference, rng, call=memory, of=f"{STEP}[1]")


@points(2, "the output gate weighs the tanh of the new memory")
def test_output_gate(student, reference, rng):
    assert_right_with(OUTPUT_GATE, student, reference, rng, call=hidden_state, of=f"{STEP}[0]")


@points(1, "without biases a step agrees with the reference")
def test_without_biases(student, reference, rng):
    assert_right_with(UNBIASED, student, reference, rng)


@points(1, "from a state of zeros a step agrees with the reference")
def test_fresh_state(student, reference, rng):
    agrees(student, reference, new_state, *fresh(*step_arguments(rng, 4, 3, 5)), of=STEP)


@points(5, "the equations are right, in whatever order parameters and state are read, or transposed")
def test_equations(student, reference, rng):
    called, *arguments = rightly(student, reference, *step_arguments(rng, 4, 3, 5), parts=())
    agrees(student, reference, called, *arguments, of=STEP)


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


@points(2, "gradients through the forget gate agree with the reference")
def test_gradients_of_forget_gate(student, reference, rng):
    assert_right_gradients_with(FORGET_GATE, memory, student, reference, rng)


@points(2, "gradients through the input gate agree with the reference")
def test_gradients_of_input_gate(student, reference, rng):
    assert_right_gradients_with(INPUT_GATE, memory, student, reference, rng)


@points(2, "gradients through the candidate agree with the reference")
def test_gradients_of_candidate(student, reference, rng):
    assert_right_gradients_with(CANDIDATE, memory, student, reference, rng)


@points(2, "gradients through the output gate agree with the reference")
def test_gradients_of_output_gate(student, reference, rng):
    assert_right_gradients_with(OUTPUT_GATE, hidden_state, student, reference, rng)


@points(3, "gradients of both results agree with the reference")
def test_gradients(student, reference, rng):
    arguments = step_arguments(rng, 4, 3, 5, requires_grad=True)
    called, *arguments = rightly(student, reference, *arguments, parts=("no biases",))

    def gradients_of_results(ns, *args):
        of_H = gradients_of(lambda ns, *args: part(called(ns, *args), 0))(ns, *args)
        return {"of H": of_H, "of H and C": gradients_of(called, seed=1)(ns, *args)}

    agrees(student, reference, gradients_of_results, *arguments, of="gradient", at=CELL.of_gradient)


@points(2, "gradients through several steps agree with the reference")
def test_gradients_through_time(student, reference, rng):
    _, state, params = step_arguments(rng, 2, 2, 3, requires_grad=True)
    Xs = [rng.normal(2, 2, dtype=torch.float32, requires_grad=True) for _ in range(3)]
    called, _, state, params = rightly(student, reference, Xs[0], state, params, parts=("no biases",))

    def through_time(ns, Xs, state, params):
        def last_state(Xs, state, params):
            for X in Xs:
                state = called(ns, X, state, params)
            return state

        return named(("X_1", "X_2", "X_3", "H_0", "C_0", *trained(params)), gradients(last_state, Xs, state, params))

    agrees(student, reference, through_time, Xs, state, params, of="gradient", at=CELL.of_gradient_in_time)


@aside
@points(1, "gradients equal finite differences", requires_one_of=RIGHT)
def test_gradcheck(student, reference, rng):
    arguments = step_arguments(rng, 1, 1, 2, dtype=torch.float64, requires_grad=True)
    called, X, (H, C), params = rightly(student, reference, *arguments)

    def flat(X, H, C, *params):
        result = called(student, X, (H, C), params)
        if isinstance(result, torch.Tensor):  # where one of the two is looked at
            return result
        return tuple(assert_tensor(part(result, index), of=f"{STEP}[{index}]") for index in range(2))

    with naming(CELL.of_gradient, student, reference):
        assert_gradcheck(flat, X, H, C, *params, of=STEP)


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
    called, X, state, params = rightly(student, reference, *step_arguments(rng, 4, 3, 5))
    state = tuple(to_device(t, accelerator) for t in state)
    params = tuple(to_device(t, accelerator) for t in params)
    agree(student, reference, called, to_device(X, accelerator), state, params, of=STEP)


@points(2, "gates and candidate may saturate, in float64 too, and the memory may be large")
def test_saturated(student, reference, rng):
    arguments = saturated(*step_arguments(rng, 3, 2, 16), largest=2000.0)
    called, *arguments = rightly(student, reference, *arguments, parts=SATURABLE)
    agree(student, reference, called, *arguments, of=STEP)
    # In float64, sigmoid and tanh of what is clamped to some tens are not yet 0 and 1.
    arguments = saturated(*step_arguments(rng, 3, 2, 16, dtype=torch.float64))
    called, *arguments = rightly(student, reference, *arguments, parts=SATURABLE)
    agree(student, reference, called, *arguments, of=STEP, tolerance=1e-12)


@points(1, "one example, one input, one unit, and many")
def test_sizes(student, reference, rng):
    for n, d, h in ((1, 1, 1), (3, 3, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1), (17, 9, 13), (300, 2, 2), (1, 300, 2)):
        of = f"with n={n}, d={d} and h={h} the new state"
        called, *arguments = rightly(student, reference, *step_arguments(rng, n, d, h))
        agree(student, reference, called, *arguments, of=of)


@aside
@points(1, "arguments may be views: transposed, expanded, strided")
def test_views(student, reference, rng):
    X = rng.normal(1, 3, dtype=torch.float32).expand(4, 3)
    state = rng.normal(5, 4, dtype=torch.float32).T, rng.normal(5, 4, dtype=torch.float32).T
    params = []
    for shape in shapes(3, 5):
        transposed = rng.normal(*reversed(shape), 2, std=0.7, dtype=torch.float32)[..., 0]
        params.append(transposed.T if len(shape) == 2 else transposed)
    called, *arguments = rightly(student, reference, X, state, tuple(params))
    agree(student, reference, called, *arguments, of=STEP)


@aside
@points(1, "eight times the examples, the inputs or the units cost no more than that", requires_one_of=RIGHT)
def test_cost(student, reference, rng):
    # Many inputs to few units: sums over inputs and state for each unit then grow with the units, not with their square.
    for small, large in (((2, 3, 2), (16, 3, 2)), ((2, 3, 2), (2, 24, 2)), ((1, 24, 1), (1, 24, 8))):
        called, *few = rightly(student, reference, *step_arguments(rng, *small))
        _, *many = rightly(student, reference, *step_arguments(rng, *large))
        assert_cost(student, called, tuple(few), tuple(many), factor=8, of=STEP)


@points(2, "where gates and candidate saturate, gradients are finite and right, too")
def test_saturated_gradients(student, reference, rng):
    arguments = in_training(*saturated(*step_arguments(rng, 2, 2, 16)))
    called, *arguments = rightly(student, reference, *arguments, parts=SATURABLE)
    agree(student, reference, gradients_of(called), *arguments, of="gradient")


@aside
@points(1, "float16 and bfloat16 are floating dtypes too")
def test_sixteen_bits(student, reference, rng):
    for dtype in (torch.float16, torch.bfloat16):
        X, state, params = step_arguments(rng, 3, 4, 4, dtype=dtype)
        called, *arguments = rightly(student, reference, X, state, params)
        agree(student, reference, called, *arguments, of=STEP)
        assert_own_dtype(student, X, state, params)


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng):
    arguments = step_arguments(rng, 3, 2, 4, dtype=torch.float64)
    called, *arguments = rightly(student, reference, *arguments)
    assert_nothing_left_behind(student, reference, called, *arguments, of=STEP)
