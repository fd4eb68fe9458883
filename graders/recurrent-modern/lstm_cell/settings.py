"""In which settings a step of an LSTM may be right although something in it is wrong. Hidden, as it tells how parts are told apart.

First comes the step as it should be; then one whose parameters are read in another order or transposed, or whose state is
the other way round; then one of the two results alone; then the parts, one at a time, with all other parameters zero.
"""

import itertools

import torch

from autograder.checks.rng import Rng
from autograder.checks.settings import Setting, where_right

from .arguments import GATES, NAMES, step_arguments

# With these alone all gates but one are 0.5, and the candidate is zero, or a number that depends on nothing else.
FORGET_GATE = ("W_xf", "W_hf", "b_f")
INPUT_GATE = ("W_xi", "W_hi", "b_i", "b_c")
OUTPUT_GATE = ("W_xo", "W_ho", "b_o")
CANDIDATE = ("W_xc", "W_hc", "b_c")
UNBIASED = tuple(name for name in NAMES if name.startswith("W"))

_, *_OTHER_GATES = itertools.permutations(GATES)
KIND_BY_KIND = tuple(itertools.chain(*zip(*GATES, strict=True)))
OTHER_ORDERS = [*(tuple(itertools.chain(*gates)) for gates in _OTHER_GATES), KIND_BY_KIND]


def only(params, names):
    """The parameters with all but the named ones zero."""
    return tuple(p if name in names else torch.zeros_like(p) for name, p in zip(NAMES, params, strict=True))


def pair_of(result, X):
    """(H, C) in the dtype of X, or whatever came: apart from how they are packed, and from their dtype, which cost points of
    their own."""
    result = unpacked(result)
    if not _is_pair(result):
        return result
    floating = (isinstance(part, torch.Tensor) and part.is_floating_point() for part in result)
    return tuple(part.to(X.dtype) if ok else part for part, ok in zip(result, floating, strict=True))


def unpacked(result):
    """The last two tensors of a result in nested tuples or of a stack of two, such as (H, (H, C)) or ((H, C),)."""
    if isinstance(result, torch.Tensor):
        return tuple(result) if result.ndim == 3 and len(result) == 2 else result
    outer = list(result)[:3] if isinstance(result, tuple | list) else []
    found = [t for item in outer for t in (list(item)[:3] if isinstance(item, tuple | list) else [item])]
    return tuple(found[-2:]) if len(found) >= 2 else result


def part(result, index):
    return result[index] if _is_pair(result) else result


def _is_pair(result):
    return isinstance(result, tuple | list) and len(result) == 2


def new_state(ns, X, state, params):
    return pair_of(ns.lstm_cell(X, state, params), X)


def hidden_state(ns, X, state, params):
    """The new hidden state alone; whatever came instead of a pair."""
    return part(new_state(ns, X, state, params), 0)


def memory(ns, X, state, params):
    """The new memory alone; whatever came instead of a pair."""
    return part(new_state(ns, X, state, params), 1)


def _read_as(reading, reference):
    """A step of a submission that takes for its parameters what `reading` makes of them."""

    def state_as_read(ns, X, state, params):
        return new_state(ns, X, state, params if ns is reference else reading(params))

    return state_as_read


def _turned(reference, *, read, returned):
    """A step of a submission that reads its state as (C, H), or returns it so."""

    def state_turned(ns, X, state, params):
        if ns is reference:
            return new_state(ns, X, state, params)
        result = new_state(ns, X, state[::-1] if read else state, params)
        return result[::-1] if returned and _is_pair(result) else result

    return state_turned


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
TURNS = {
    "state read backwards": {"read": True, "returned": False},
    "state returned backwards": {"read": False, "returned": True},
    "state backwards": {"read": True, "returned": True},
}


def as_it_is(X, state, params):
    return X, state, params


def fresh(X, state, params):
    """A state of zeros, as a sequence begins."""
    return X, tuple(map(torch.zeros_like, state)), params


def with_only(names):
    return lambda X, state, params: (X, state, only(params, names))


# What is called, and with which arguments, by name.
PARTS = {
    "memory": (memory, as_it_is),
    "hidden state": (hidden_state, as_it_is),
    "input gate": (memory, with_only(INPUT_GATE)),
    "forget gate": (memory, with_only(FORGET_GATE)),
    "candidate": (memory, with_only(CANDIDATE)),
    "output gate": (hidden_state, with_only(OUTPUT_GATE)),
    "fresh state": (new_state, fresh),
    "no biases": (new_state, with_only(UNBIASED)),
}


def rightly(student, reference, X, state, params, *, parts=tuple(PARTS)):
    """(step, X, state, params): how to call the submission, and with which of the arguments zero, so that its values are right.

    Everything as it should be where nothing else is right either: then the test says what is wrong, or it requires a part.
    """
    settings = [
        Setting("all", new_state, as_it_is),
        *(Setting(name, _read_as(reading, reference), as_it_is) for name, reading in READINGS.items()),
        *(Setting(name, _turned(reference, **turn), as_it_is) for name, turn in TURNS.items()),
        *(Setting(name, *PARTS[name]) for name in parts),
    ]
    probe = step_arguments(Rng("where lstm_cell is right"), 3, 2, 4)
    found = where_right(student, reference, settings, *probe)
    return found.call, *found.simplified(X, state, params)
