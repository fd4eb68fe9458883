"""lstm_cell(X, state, params): one step of an LSTM; the state is (H, C), hidden state and memory.

The conventions are taken one at a time: with some parameters zero, all gates but one are 0.5 and the candidate is a known
number, so that a fault in one of them costs the others nothing. For the parts that make the memory, the memory alone is
compared. Properties and gradients are asked where a submission is right, with parameters and state in its order or with
those of a wrong part zero: so one slip is charged once, and leaves about half the points. A failure also names the place
where a step first goes wrong (`stages.py`).

Not asked: an empty batch, which no sequence has. What is asked of the cost is that nothing is computed again for each unit
or example: a loop over examples, units and inputs that does each sum once passes.
"""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.cells import Cell
from autograder.checks.contract import function
from autograder.checks.inputs import sizes
from autograder.checks.settings import Setting

from .stages import CELL, place

OF = "lstm_cell(X, state, params)"
LSTM = Cell((("W_xi", "W_hi", "b_i"), ("W_xf", "W_hf", "b_f"), ("W_xo", "W_ho", "b_o"), ("W_xc", "W_hc", "b_c")))

# With these alone all gates but one are 0.5, and the candidate is zero, or a number that depends on nothing else.
FORGET_GATE = ("W_xf", "W_hf", "b_f")
INPUT_GATE = ("W_xi", "W_hi", "b_i", "b_c")
OUTPUT_GATE = ("W_xo", "W_ho", "b_o")
CANDIDATE = ("W_xc", "W_hc", "b_c")

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
IN_FULL = ("equations", "gradients", "gradients_through_time")  # asked with all parameters, or all but the biases
SATURATED = ("saturated", "saturated_in_float64", "saturated_gradients")  # by their biases


def arguments(rng, n=4, d=3, h=5):
    state = rng.uniform(n, h, low=-1, high=1), rng.normal(n, h)
    return rng.normal(n, d), state, LSTM.drawn(rng, d, h)


def new_state(ns, X, state, params):
    """(H, C), or whatever came: apart from how they are packed, which costs points of its own."""
    return unpacked(ns.lstm_cell(X, state, params))


def unpacked(result):
    """The last two tensors of a result in nested tuples or of a stack of two, such as (H, (H, C)) or ((H, C),)."""
    if isinstance(result, torch.Tensor):
        return tuple(result) if result.ndim == 3 and len(result) == 2 else result
    outer = list(result)[:3] if isinstance(result, tuple | list) else []
    found = [t for item in outer for t in (list(item)[:3] if isinstance(item, tuple | list) else [item])]
    return tuple(found[-2:]) if len(found) >= 2 else result


def is_pair(result):
    return isinstance(result, tuple | list) and len(result) == 2


def hidden_state(ns, X, state, params):
    """The new hidden state alone; whatever came instead of a pair."""
    result = new_state(ns, X, state, params)
    return result[0] if is_pair(result) else result


def memory(ns, X, state, params):
    """The new memory alone; whatever came instead of a pair."""
    result = new_state(ns, X, state, params)
    return result[1] if is_pair(result) else result


def turned(name, *, read, returned):
    """The state is read as (C, H), or returned so."""

    def state_turned(ns, X, state, params):
        result = new_state(ns, X, state[::-1] if read else state, params)
        return result[::-1] if returned and is_pair(result) else result

    return Setting(name, state_turned, right=new_state)


def fresh(X, state, params):
    """A state of zeros, as a sequence begins."""
    return X, tuple(map(torch.zeros_like, state)), params


def saturated(rng, largest=1.0):
    """One unit for each way in which gates and candidate can go to their ends; memories up to `largest` times as large."""
    X, (H, C), params = arguments(rng, 3, 2, 16)
    return X, (H, torch.cat([C[:1], C[1:] * largest])), LSTM.saturated(params)


def large_memories(rng):
    return saturated(rng, 2000.0)


def with_expanded_input(rng):
    X, state, params = arguments(rng)
    return X[:1].float().expand(4, 3), tuple(part.float() for part in state), tuple(p.float() for p in params)


def part(weight, title, names, call, of):
    return Case(weight, title, call=call, of=of, simplified=LSTM.with_only(names), place=place)


def gradient_of(title, names, call):
    return Case(2, title, call=call, simplified=LSTM.with_only(names), gradient=True, place=CELL.of_gradient)


contract = function(
    OF,
    lambda ns, X, state, params: ns.lstm_cell(X, state, params),
    arguments,
    sizes=[
        {"n": n, "d": d, "h": h}
        for n, d, h in ((1, 1, 1), (3, 3, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1), (17, 9, 13), (300, 2, 2), (1, 300, 2))
    ],
    small={"n": st.just(1), "d": st.just(1), "h": sizes(2)},
    parts={"state": ("H", "C"), "params": LSTM.names},
    settings=[
        Setting("an output beside the state", new_state),
        *LSTM.misread(new_state),
        turned("state read backwards", read=True, returned=False),
        turned("state returned backwards", read=False, returned=True),
        turned("state backwards", read=True, returned=True),
        Setting("memory", memory, not_for=IN_FULL),
        Setting("hidden state", hidden_state, not_for=IN_FULL),
        *LSTM.alone(
            {
                "input gate": (memory, INPUT_GATE),
                "forget gate": (memory, FORGET_GATE),
                "candidate": (memory, CANDIDATE),
                "output gate": (hidden_state, OUTPUT_GATE),
            },
            IN_FULL,
        ),
        Setting("fresh state", new_state, fresh, not_for=IN_FULL),
        Setting("no biases", new_state, LSTM.with_only(LSTM.weights), not_for=("equations", *SATURATED)),
    ],
    cases={
        "forget_gate": part(2, "the forget gate weighs the old memory", FORGET_GATE, memory, f"{OF}[1]"),
        "input_gate": part(2, "the input gate weighs the candidate", INPUT_GATE, memory, f"{OF}[1]"),
        "candidate": part(
            2, "the candidate is the tanh of input, hidden state and bias", CANDIDATE, memory, f"{OF}[1]"
        ),
        "output_gate": part(
            2, "the output gate weighs the tanh of the new memory", OUTPUT_GATE, hidden_state, f"{OF}[0]"
        ),
        "without_biases": part(1, "without biases a step agrees with the reference", LSTM.weights, new_state, OF),
        "fresh_state": Case(
            1, "from a state of zeros a step agrees with the reference", call=new_state, simplified=fresh, place=place
        ),
        "equations": Case(
            5,
            "the equations are right, in whatever order parameters and state are read, or transposed",
            rightly=True,
            place=place,
        ),
        "gradients_of_forget_gate": gradient_of(
            "gradients through the forget gate agree with the reference", FORGET_GATE, memory
        ),
        "gradients_of_input_gate": gradient_of(
            "gradients through the input gate agree with the reference", INPUT_GATE, memory
        ),
        "gradients_of_candidate": gradient_of(
            "gradients through the candidate agree with the reference", CANDIDATE, memory
        ),
        "gradients_of_output_gate": gradient_of(
            "gradients through the output gate agree with the reference", OUTPUT_GATE, hidden_state
        ),
        "saturated": Case(
            1, "gates and candidate may saturate, and the memory may be large", large_memories, rightly=True
        ),
        # There, sigmoid and tanh of what is clamped to some tens are not yet 0 and 1.
        "saturated_in_float64": Case(
            1,
            "gates and candidate may saturate in float64, too",
            saturated,
            rightly=True,
            dtype=torch.float64,
            tolerance=1e-12,
        ),
        "saturated_gradients": Case(
            2,
            "where gates and candidate saturate, gradients are finite and right, too",
            saturated,
            rightly=True,
            gradient=True,
        ),
    },
    views={"one example that is expanded": with_expanded_input},
    # Many inputs to few units: sums over inputs and state for each unit then grow with the units, not with their square.
    costs={"n": {"n": 2, "h": 2}, "d": {"n": 2, "h": 2}, "h": {"n": 1, "d": 24, "h": 1}},
    gradcheck={"n": 1, "d": 1, "h": 2},
    basis=RIGHT,
    weights={"values": 3, "sizes": 1, "gradients": 3, "gradcheck": 1},
    titles={
        "values": "a step with all parameters agrees with the reference, hidden state first",
        "sizes": "one example, one input, one unit, and many",
        "dtype": "float32 stays float32, and float64 stays float64, to the last digits",
        "gradients": "gradients of both results agree with the reference",
        "device": "the step runs where its arguments are",
    },
    place=place,
    gradient_place=CELL.of_gradient,
)
