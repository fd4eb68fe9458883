"""What is special about gru_cell: it is called again and again, each time with the state of the last step."""

import torch

from autograder.checks import agree, gradients, points
from autograder.checks.asking import setting_for
from autograder.checks.shaping import cast
from autograder.checks.stages import naming

from .contract import CELL, arguments, contract


def sequence(rng, n, d, h, steps):
    """(Xs, H, params) in float32."""
    _, H, params = arguments(rng, n, d, h)
    return cast(([rng.normal(n, d) for _ in range(steps)], H, params), torch.float32)


@points(1, "a sequence of steps agrees with the reference at every step")
def test_time_steps(student, reference, rng):
    def states(ns, Xs, H, params):
        found = []
        for X in Xs:
            H = ns.gru_cell(X, H, params)
            found.append(H)
        return found

    with naming(CELL.in_time, student, reference):
        agree(student, reference, states, *sequence(rng, 3, 2, 4, 5), of="states")


@points(2, "gradients through several steps agree with the reference")
def test_gradients_through_time(student, reference, rng):
    Xs, H, params = sequence(rng, 2, 2, 3, 3)
    for leaf in (*Xs, H, *params):
        leaf.requires_grad_()
    setting = setting_for(contract, "gradients_through_time", student, reference)
    called = setting.called(reference)
    _, H, params = setting.simplified(Xs[0], H, params)

    def through_time(ns, Xs, H, params):
        def last_state(Xs, H, params):
            for X in Xs:
                H = called(ns, X, H, params)
            return H

        return gradients(last_state, Xs, H, params)

    with naming(CELL.of_gradient_in_time, student, reference):
        agree(student, reference, through_time, Xs, H, params, of="the gradients for (X_1, X_2, X_3, H_0, *params)")
