"""Which direction first differs, and at which step. Hidden: it would tell how the two are told apart."""

import torch

from autograder.checks.rng import Rng
from autograder.checks.stages import close

N, D, FORWARD, BACKWARD, STEPS = 3, 4, 2, 5, 4
KEPT = "what is kept from one call to the next: the same call gives something else the second time"
TURNED = "the backward direction's half of the outputs: it is in the order in which it was made, from the last step to the first"


def place(student, reference):
    rng = Rng("stages of bi_rnn")
    options = {"dtype": torch.float32}
    inputs = rng.normal(STEPS, N, D, **options)
    states = [rng.uniform(N, h, low=-1, high=1, **options) for h in (FORWARD, BACKWARD)]
    params = [
        (rng.normal(D, h, **options), rng.normal(h, h, std=0.5, **options), rng.normal(h, **options))
        for h in (FORWARD, BACKWARD)
    ]

    def run(ns):
        outputs, last = ns.bi_rnn(inputs.clone(), tuple(s.clone() for s in states), *params)
        return outputs, list(last)

    try:
        (ours, our_last), (again, _), (theirs, their_last) = run(student), run(student), run(reference)
        if ours.shape != theirs.shape:
            return None
    except (TypeError, ValueError, AttributeError):
        return None  # no tensors in this form: what the failure says anyway
    if not close(ours, again):
        return KEPT
    for t in range(STEPS):
        if not close(ours[t, :, :FORWARD], theirs[t, :, :FORWARD]):
            return f"the forward direction at time step {t + 1}"
    if close(ours[..., FORWARD:].flip(0), theirs[..., FORWARD:]):
        return TURNED
    for t in reversed(range(STEPS)):
        if not close(ours[t, :, FORWARD:], theirs[t, :, FORWARD:]):
            return f"the backward direction at time step {t + 1}, {STEPS - t} from the end, where it begins"
    for name, mine, right in zip(("forward", "backward"), our_last, their_last, strict=False):
        if mine.shape == right.shape and not close(mine, right):
            return f"the last state of the {name} direction, while the outputs agree"
    return None
