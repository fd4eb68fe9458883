"""How much alike two answers to one call are, and what of it the same mistake explains."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum


class Likeness(IntEnum):
    """From the most to the least."""

    SAME = 0
    UNTOLD = 1  # alike as far as can be seen: too few numbers were drawn to tell
    VALUES = 2  # the same values; the graph, the gradients, or what was changed or left behind differ
    RAISED = 3  # both raised, but for other reasons
    REFUSED = 4  # the answer raised where the known mistake gave a value
    TAKEN = 5  # the other way round
    DIFFERENT = 6


def tolerable(likeness: Likeness, failed: bool, expected: bool) -> bool:
    """Whether a known mistake may be in an answer whose call in a test is so much like its own.

    `failed` says whether the answer failed the test, `expected` whether the mistake does. Wrong values are to be the
    same.
    """
    if failed and expected:
        return likeness <= Likeness.RAISED
    if failed:
        return likeness <= Likeness.REFUSED  # it says by itself what it refuses, and its graph may be severed as well
    # What the mistake fails and the answer passes, one of them must have refused: a gradient that is right shows that
    # the mistake is not there.
    return likeness is not Likeness.DIFFERENT and not (expected and likeness is Likeness.VALUES)


def is_proof(found: Collection[Likeness]) -> bool:
    """Whether the calls of a test that both fail show that they fail it alike."""
    return Likeness.SAME in found and max(found) <= Likeness.UNTOLD
