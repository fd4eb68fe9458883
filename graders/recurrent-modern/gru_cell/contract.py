"""gru_cell(X, H, params): one step of a gated recurrent unit, whose reset gate acts before the product with W_hh.

The conventions are taken one at a time: with some parameters zero, gates and candidate are known numbers, so that a fault
in one of them costs the others nothing. Properties and gradients are asked where a submission is right, with the parameters
in its order or with those of a wrong part zero: so one slip is charged once, and leaves about half the points. A failure
also names the place where a step first goes wrong (`stages.py`).

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

GRU = Cell((("W_xz", "W_hz", "b_z"), ("W_xr", "W_hr", "b_r"), ("W_xh", "W_hh", "b_h")))

# With these alone the candidate is zero, or a number that no reset gate changes; or both gates are 0.5; or the update gate is.
KEEPING = ("W_xz", "W_hz", "b_z")
UPDATE = (*KEEPING, "b_h")
CANDIDATE = ("W_xh", "W_hh", "b_h")
RESET = ("W_xr", "W_hr", "b_r", "W_hh")

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
IN_FULL = ("equations", "gradients", "gradients_through_time")  # asked with all parameters, or all but the biases
SATURATED = ("saturated", "saturated_in_float64", "saturated_gradients")  # by their biases


def arguments(rng, n=4, d=3, h=5):
    return rng.normal(n, d), rng.uniform(n, h, low=-1, high=1), GRU.drawn(rng, d, h)


def state(ns, X, H, params):
    """The new state, also out of a tuple, which costs points of its own."""
    result = ns.gru_cell(X, H, params)
    while isinstance(result, tuple | list) and result:
        result = result[-1]
    return result


def fresh(X, H, params):
    """A state of zeros, as a sequence begins."""
    return X, torch.zeros_like(H), params


def saturated(rng):
    X, H, params = arguments(rng, 3, 2, 8)
    return X, H, GRU.saturated(params)


def with_expanded_input(rng):
    X, H, params = (each_float32(part) for part in arguments(rng))
    return X[:1].expand(4, 3), H, params


def each_float32(part):
    return tuple(p.float() for p in part) if isinstance(part, tuple) else part.float()


def part(weight, title, names):
    return Case(weight, title, call=state, simplified=GRU.with_only(names), place=place)


def gradient_of(title, names):
    return Case(2, title, call=state, simplified=GRU.with_only(names), gradient=True, place=CELL.of_gradient)


contract = function(
    "gru_cell(X, H, params)",
    lambda ns, X, H, params: ns.gru_cell(X, H, params),
    arguments,
    sizes=[
        {"n": n, "d": d, "h": h}
        for n, d, h in ((1, 1, 1), (3, 3, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1), (17, 9, 13), (300, 2, 2), (1, 300, 2))
    ],
    # Two units tell R * H before the product from R * (H @ W_hh) after it.
    small={"n": st.just(1), "d": st.just(1), "h": sizes(2)},
    parts={"params": GRU.names},
    settings=[
        Setting("a state in a tuple", state),
        *GRU.misread(state),
        *GRU.alone(
            {
                "update gate": (state, UPDATE),
                "candidate": (state, CANDIDATE),
                "reset gate": (state, RESET),
                "kept state": (state, KEEPING),
            },
            IN_FULL,
        ),
        Setting("fresh state", state, fresh, not_for=IN_FULL),
        Setting("no biases", state, GRU.with_only(GRU.weights), not_for=("equations", *SATURATED)),
    ],
    cases={
        # The candidate is zero; it is tanh(b_h), whatever the reset gate does; both gates are 0.5; the update gate is.
        "kept_state": part(1, "the update gate weighs the old state", KEEPING),
        "update_gate": part(1, "the update gate weighs the old state, one minus it the candidate", UPDATE),
        "candidate": part(2, "the candidate is the tanh of input, state and bias", CANDIDATE),
        "reset_gate": part(2, "the reset gate acts on the old state before the product with W_hh", RESET),
        "without_biases": part(1, "without biases a step agrees with the reference", GRU.weights),
        "fresh_state": Case(
            1, "from a state of zeros a step agrees with the reference", call=state, simplified=fresh, place=place
        ),
        "equations": Case(
            4,
            "the equations are right, in whatever order the parameters are read, or transposed",
            rightly=True,
            place=place,
        ),
        "gradients_of_update_gate": gradient_of("gradients through the update gate agree with the reference", KEEPING),
        "gradients_of_candidate": gradient_of("gradients through the candidate agree with the reference", CANDIDATE),
        "gradients_of_reset_gate": gradient_of("gradients through the reset gate agree with the reference", RESET),
        "saturated": Case(0.5, "gates and candidate may saturate", saturated, rightly=True),
        # There, sigmoid and tanh of what is clamped to some tens are not yet 0 and 1.
        "saturated_in_float64": Case(
            0.5,
            "gates and candidate may saturate in float64, too",
            saturated,
            rightly=True,
            dtype=torch.float64,
            tolerance=1e-12,
        ),
        "saturated_gradients": Case(
            1,
            "where gates and candidate saturate, gradients are finite and right, too",
            saturated,
            rightly=True,
            gradient=True,
        ),
    },
    views={"one example that is expanded": with_expanded_input},
    # Many inputs to few units: sums over inputs and state for each unit then grow with the units, not with their square.
    costs={"n": {"n": 2, "h": 2}, "d": {"n": 2, "h": 2}, "h": {"n": 1, "d": 24, "h": 1}},
    gradcheck={"n": 2, "d": 1, "h": 2},
    basis=RIGHT,
    weights={"values": 3, "sizes": 1, "gradients": 3, "gradcheck": 1},
    titles={
        "values": "a step with all parameters agrees with the reference",
        "sizes": "one example, one input, one unit, and many",
        "dtype": "float32 stays float32, and float64 stays float64, to the last digits",
        "gradients": "gradients of a step with all parameters agree with the reference",
        "device": "the step runs where its arguments are",
    },
    place=place,
    gradient_place=CELL.of_gradient,
)
