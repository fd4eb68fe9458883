"""How much alike two answers to one call are."""

from __future__ import annotations

from enum import IntEnum


class Likeness(IntEnum):
    """From the most to the least."""

    SAME = 0
    UNTOLD = 1  # alike as far as can be seen: too few numbers were drawn to tell
    VALUES = 2  # the same values; the graph, the gradients, or what was changed or left behind differ
    RAISED = 3  # both raised, but for other reasons
    REFUSED = 4  # one raised, the other gave a value
    DIFFERENT = 5
