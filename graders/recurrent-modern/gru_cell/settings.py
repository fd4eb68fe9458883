"""In which settings a step of a GRU may be right although something in it is wrong. Hidden, as it tells how parts are told apart.

First comes the step as it should be; then one whose parameters are read in another order or transposed; then the parts, one at a
time, with all other parameters zero.
"""

import itertools

import torch

from autograder.checks.rng import Rng
from autograder.checks.settings import Setting, where_right

from .arguments import GATES, NAMES, step_arguments

# With these alone the candidate is zero, or a number that no reset gate changes; or both gates are 0.5; or the update gate is.
KEEPING = ("W_xz", "W_hz", "b_z")
UPDATE = (*KEEPING, "b_h")
CANDIDATE = ("W_xh", "W_hh", "b_h")
RESET = ("W_xr", "W_hr", "b_r", "W_hh")
UNBIASED = tuple(name for name in NAMES if name.startswith("W"))

_, *_OTHER_GATES = itertools.permutations(GATES)
KIND_BY_KIND = tuple(itertools.chain(*zip(*GATES, strict=True)))
OTHER_ORDERS = [*(tuple(itertools.chain(*gates)) for gates in _OTHER_GATES), KIND_BY_KIND]


def only(params, names):
    """The parameters with all but the named ones zero."""
    return tuple(p if name in names else torch.zeros_like(p) for name, p in zip(NAMES, params, strict=True))


def state_of(result, X):
    """The new state, in the dtype of X: apart from a tuple around it, and from its dtype, which cost points of their own."""
    while isinstance(result, tuple | list) and result:
        result = result[-1]
    floating = isinstance(result, torch.Tensor) and result.is_floating_point()
    return result.to(X.dtype) if floating else result


def state(ns, X, H, params):
    return state_of(ns.gru_cell(X, H, params), X)


def _read_as(reading, reference):
    """A step of a submission that takes for its parameters what `reading` makes of them."""

    def state_as_read(ns, X, H, params):
        return state(ns, X, H, params if ns is reference else reading(params))

    return state_as_read


def _reordered(order):
    return lambda params: tuple(dict(zip(NAMES, params, strict=True))[name] for name in order)


def _transposed(*beginnings):
    return lambda params: tuple(
        p.T if name.startswith(beginnings) else p for name, p in zip(NAMES, params, strict=True)
    )


READINGS = {
    **{" ".join(order): _reordered(order) for order in OTHER_ORDERS},
    "transposed weights": _transposed("W"),
    "transposed weights of the input": _transposed("W_x"),
    "transposed weights of the state": _transposed("W_h"),
}


def as_it_is(X, H, params):
    return X, H, params


def fresh(X, H, params):
    """A state of zeros, as a sequence begins."""
    return X, torch.zeros_like(H), params


def with_only(names):
    return lambda X, H, params: (X, H, only(params, names))


PARTS = {
    "update gate": with_only(UPDATE),
    "candidate": with_only(CANDIDATE),
    "reset gate": with_only(RESET),
    "kept state": with_only(KEEPING),
    "fresh state": fresh,
    "no biases": with_only(UNBIASED),
}


def rightly(student, reference, X, H, params, *, parts=tuple(PARTS)):
    """(step, X, H, params): how to call the submission, and with which of the arguments zero, so that its values are right.

    Everything as it should be where nothing else is right either: then the test says what is wrong, or it requires a part.
    """
    settings = [
        Setting("all", state, as_it_is),
        *(Setting(name, _read_as(reading, reference), as_it_is) for name, reading in READINGS.items()),
        *(Setting(name, state, PARTS[name]) for name in parts),
    ]
    probe = step_arguments(Rng("where gru_cell is right"), 3, 2, 4)
    found = where_right(student, reference, settings, *probe)
    return found.call, *found.simplified(X, H, params)
