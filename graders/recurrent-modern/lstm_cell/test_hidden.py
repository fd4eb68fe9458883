"""What is special about lstm_cell: it is called again and again, each time with the state of the last step."""

import torch

from autograder.checks import agree, gradients, points
from autograder.checks.asking import setting_for
from autograder.checks.shaping import cast
from autograder.checks.stages import naming

from .contract import CELL, arguments, contract


def sequence(rng, n, d, h, steps):
    """(Xs, state, params) in float32."""
    _, state, params = arguments(rng, n, d, h)
    return cast(([rng.normal(n, d) for _ in range(steps)], state, params), torch.float32)


@points(1, "a sequence of steps agrees with the reference at every step")
def test_time_steps(student, reference, rng):
    def states(ns, Xs, state, params):
        found = []
        for X in Xs:
            state = ns.lstm_cell(X, state, params)
            found.append(state)
        return found

    with naming(CELL.in_time, student, reference):
        agree(student, reference, states, *sequence(rng, 3, 2, 4, 5), of="states")


@points(2, "gradients through several steps agree with the reference")
def test_gradients_through_time(student, reference, rng):
    Xs, state, params = sequence(rng, 2, 2, 3, 3)
    for leaf in (*Xs, *state, *params):
        leaf.requires_grad_()
    setting = setting_for(contract, "gradients_through_time", student, reference)
    called = setting.called(reference)
    _, state, params = setting.simplified(Xs[0], state, params)

    def through_time(ns, Xs, state, params):
        def last_state(Xs, state, params):
            for X in Xs:
                state = called(ns, X, state, params)
            return state

        return gradients(last_state, Xs, state, params)

    with naming(CELL.of_gradient_in_time, student, reference):
        agree(
            student, reference, through_time, Xs, state, params, of="the gradients for (X_1, X_2, X_3, *state, *params)"
        )
