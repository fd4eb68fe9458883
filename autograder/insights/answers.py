"""What was answered to a question instead of the right answer, alike answers together."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.insights.kept import KeptAnswer

NOTHING, UNREAD, NO_ID = "no answer", "an answer that could not be read", "no id in the notebook, so no numbers"
LETTERS = ("one", "some", "order")
_INTEGER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Given:
    """A learner's answer to a question; None for a learner whose id could not be read, so that there were no numbers."""

    learner: str
    answer: KeptAnswer | None


@dataclass(frozen=True)
class WrongAnswer:
    """Learners who answered alike; `same` says what their answers have in common: the answer, or its relation to the right one."""

    same: str
    learners: tuple[str, ...]


def wrong_answers(given: Sequence[Given]) -> tuple[WrongAnswer, ...]:
    """Wrong answers in groups, the largest one first. Each learner is in one group.

    Where learners have numbers of their own, answers are alike that differ from the right one alike: twice it, one more.
    """
    left = {one.learner: list(dict.fromkeys(_likenesses(one.answer))) for one in given}
    groups: list[WrongAnswer] = []
    while left:
        counts: dict[str, int] = {}
        for likenesses in left.values():
            for likeness in likenesses:
                counts[likeness] = counts.get(likeness, 0) + 1
        # The first one of the largest: the answer itself comes before its relations, and dicts keep their order.
        order = [likeness for likenesses in left.values() for likeness in likenesses[:1]]
        best = max([*order, *counts], key=lambda likeness: counts[likeness])
        members = tuple(learner for learner, likenesses in left.items() if best in likenesses)
        groups.append(WrongAnswer(best, members))
        for learner in members:
            del left[learner]
    return tuple(groups)


def _likenesses(answer: KeptAnswer | None) -> Iterator[str]:
    """In what an answer may be like another one, the most telling first."""
    if answer is None:
        yield NO_ID
    elif answer.given is None:
        yield UNREAD if answer.unread else NOTHING
    else:
        given = answer.given.replace(" ", "") if answer.form == "expression" else answer.given
        yield given
        if answer.right is not None and answer.form == "number":
            with contextlib.suppress(ValueError):
                yield from _relations(float(answer.given), float(answer.right))
        elif answer.right is not None and answer.form == "shape":
            yield from _shapes(answer.given, answer.right)


def _relations(given: float, right: float) -> Iterator[str]:
    if not math.isfinite(given) or not math.isfinite(right):
        return
    if right and given == -right:
        yield "the right number with the other sign"
    difference = given - right
    if difference == int(difference) and difference and abs(difference) <= 10:
        yield f"{abs(int(difference))} {'more' if difference > 0 else 'less'} than the right number"
    if right and given and abs(given) != abs(right):
        yield f"{given / right:.3g} times the right number"


def _shapes(given: str, right: str) -> Iterator[str]:
    came, due = (_INTEGER.findall(text) for text in (given, right))
    if len(came) != len(due):
        yield f"{len(came)} {'axis' if len(came) == 1 else 'axes'} in place of {len(due)}"
    elif sorted(came) == sorted(due) and came != due:
        yield "the right sizes in another order"
