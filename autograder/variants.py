"""A learner's own numbers: drawn from the learner's id and the question, the same in the notebook and in grading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

Number = int | float
Choices = str | Sequence[Number]

_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")


class Numbers(dict[str, Number]):
    """Numbers by name; shown as `H = 31, W = 22`."""

    def __repr__(self) -> str:
        return ", ".join(f"{name} = {value}" for name, value in self.items())


def numbers(question: str, learner: str, /, **ranges: Choices) -> Numbers:
    """The numbers of `learner` for `question`: one out of each range, "20..40" (both ends count) or a list.

    Capitals and spaces around the id do not matter. Raises ValueError for a range that is none.
    """
    return draw(question, learner, ranges)


def draw(question: str, learner: str, ranges: Mapping[str, Choices]) -> Numbers:
    """As `numbers`, with the ranges in a mapping."""
    who = str(learner).strip().casefold()
    drawn = Numbers()
    for name, choices in ranges.items():
        values = choices_of(choices)
        digest = hashlib.sha256(f"{who}\0{question}\0{name}".encode("utf-8", "replace")).digest()
        drawn[name] = values[int.from_bytes(digest[:8], "big") % len(values)]
    return drawn


def choices_of(choices: Choices) -> Sequence[Number]:
    """The numbers that a range stands for."""
    if isinstance(choices, str):
        match = _RANGE.fullmatch(choices.strip())
        if match is None or int(match[1]) > int(match[2]):
            raise ValueError(f'a range is written "20..40", not {choices!r}')
        return range(int(match[1]), int(match[2]) + 1)
    if not choices:
        raise ValueError("a list of numbers to draw from must not be empty")
    return choices
