"""Where the gradients of a recurrence first differ: a single step, or how far back in time they are right. Hidden."""

import torch

from autograder.checks import fail
from autograder.checks.rng import Rng
from autograder.checks.stages import close, first_step

STEPS, N, D, H = 5, 2, 3, 2
NAMES = ("the inputs", "the first state", "W_x", "W_h")


def _arguments():
    rng, options = Rng("stages of rnn_gradients"), {"dtype": torch.float32}
    shapes = ((STEPS, N, D), (N, H), (D, H), (H, H), (STEPS, N, H))
    return [rng.normal(*shape, std=0.7, **options) for shape in shapes]


def _gradients(ns, Xs, H_0, W_x, W_h, cotangents):
    result = ns.rnn_gradients(Xs, H_0, W_x, W_h, cotangents)
    if not isinstance(result, tuple | list) or len(result) != 4:
        fail("no four gradients")
    first = torch.stack(list(result[0])) if isinstance(result[0], tuple | list) else result[0]
    return [first, *result[1:]]


def place(student, reference):
    """In one step, the first gradient that differs; else the place in time."""
    Xs, H_0, W_x, W_h, cotangents = _arguments()
    one = Xs[:1], H_0, W_x, W_h, cotangents[:1]
    for name, ours, theirs in zip(NAMES, _gradients(student, *one), _gradients(reference, *one), strict=True):
        if not close(ours, theirs):
            return f"the gradient of {name}, with a single step already"
    whole = Xs, H_0, W_x, W_h, cotangents
    ours, theirs = _gradients(student, *whole), _gradients(reference, *whole)
    back = first_step(ours[0].flip(0), theirs[0].flip(0))
    if back is not None:
        return f"the gradient that arrives at time step {STEPS + 1 - back}, {back} from the end"
    for name, a, b in zip(NAMES[1:], ours[1:], theirs[1:], strict=True):
        if not close(a, b):
            return f"the gradient of {name}, while those of the inputs are right at every step"
    return None
