"""The first time step, and in it the lowest layer, that differs. Hidden: it would tell how the layers are told apart."""

import torch

from autograder.checks.rng import Rng
from autograder.checks.stages import close

N, D, WIDTHS, STEPS = 3, 4, (3, 2, 5), 4
KEPT = "what is kept from one call to the next: the same call gives something else the second time"
OUTPUTS = "the outputs: the states of all layers agree, but not the last layer's states as outputs"


def place(student, reference):
    rng = Rng("stages of deep_rnn")
    options = {"dtype": torch.float32}
    inputs = rng.normal(STEPS, N, D, **options)
    states = [rng.uniform(N, h, low=-1, high=1, **options) for h in WIDTHS]
    below = (D, *WIDTHS[:-1])
    layers = [
        (rng.normal(d, h, **options), rng.normal(h, h, std=0.5, **options), rng.normal(h, **options))
        for d, h in zip(below, WIDTHS, strict=True)
    ]

    def run(ns, steps=STEPS):
        outputs, last = ns.deep_rnn(inputs[:steps].clone(), tuple(s.clone() for s in states), list(layers))
        return outputs, list(last)

    try:
        if not all(map(close, run(student)[1], run(student)[1])):
            return KEPT
        for t in range(1, STEPS + 1):
            for number, (ours, theirs) in enumerate(
                zip(run(student, t)[1], run(reference, t)[1], strict=True), start=1
            ):
                if not close(ours, theirs):
                    return f"the state of layer {number} after time step {t}"
        ours, theirs = run(student)[0], run(reference)[0]
        return OUTPUTS if ours.shape == theirs.shape and not close(ours, theirs) else None
    except (TypeError, ValueError, AttributeError):
        return None  # no tensors in this form: what the failure says anyway
