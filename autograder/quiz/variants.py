"""A learner's own numbers: drawn from the learner's id and the question, the same in the notebook and in grading.

The sandbox has this module too, so it imports nothing but Python's own and `refusal`.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence

from autograder.quiz.refusal import Refusal

Number = int | float
Choices = str | Sequence[Number]

_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")
NOT_AN_ID = 'an id is text in quotes, such as learner = "ada", not an object of type {kind}'
_LONGEST = 200  # characters of an id
_NOBODY = "no numbers yet: write your id into the cell at the top, run it, and then run this cell again"


class NoLearner(Refusal):
    """What stands for a learner's id is none."""


class Numbers(dict[str, Number]):
    """Numbers by name; shown as `H = 31, W = 22`. Without a learner there are none, and `note` says what to do.

    `earlier` are the numbers that the question had when `answer`, as text, was given.
    """

    learner = ""
    note = ""
    earlier: Numbers | None = None
    answer = ""

    def __repr__(self) -> str:
        return self.note or ", ".join(f"{name} = {value}" for name, value in self.items())

    def __missing__(self, name: str) -> Number:
        raise KeyError(self.note or f"there is no number {name} here")


def numbers(question: str, learner: object, /, **ranges: Choices) -> Numbers:
    """The numbers of `learner` for `question`: one out of each range, "20..40" (both ends count) or a list.

    None for an id that is missing or unfit; what to do instead is shown in their place. Raises ValueError for a range
    that is none.
    """
    try:
        who = identity(learner)
        note = "" if who else _NOBODY
    except NoLearner as error:
        who, note = "", str(error)
    drawn = draw(question, who, ranges) if who else Numbers()
    drawn.learner, drawn.note = who, note
    _remember(drawn, question, sys._getframe(1).f_globals)
    return drawn


def identity(learner: object) -> str:
    """The person that an id stands for; "" for none.

    Capitals, spaces around it, invisible characters and the ways in which Unicode writes one letter do not matter; a
    whole number is its digits. Raises NoLearner for anything else: where two readings are possible, numbers shown and
    numbers graded could differ.
    """
    if learner is None or learner is ...:
        return ""
    if isinstance(learner, int) and not isinstance(learner, bool) and abs(learner) < 10**_LONGEST:
        return str(int(learner))
    if not isinstance(learner, str):
        raise NoLearner(NOT_AN_ID, kind=type(learner).__name__)
    text = str.__str__(learner)
    if len(text) > _LONGEST:
        raise NoLearner("an id has at most {most} characters, not {came}", most=_LONGEST, came=len(text))
    if any(unicodedata.category(sign) == "Cs" for sign in text):
        raise NoLearner("this id has a character that is none; type it anew")
    visible = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible.casefold()).split())


def draw(question: str, who: str, ranges: Mapping[str, Choices]) -> Numbers:
    """The numbers for an `identity`."""
    drawn = Numbers()
    for name, choices in ranges.items():
        values = choices_of(choices)
        digest = hashlib.sha256(f"{who}\0{question}\0{name}".encode()).digest()
        drawn[name] = values[int.from_bytes(digest[:8], "big") % len(values)]
    return drawn


def _remember(drawn: Numbers, question: str, notebook: Mapping[str, object]) -> None:
    """An answer that is there already was given for other numbers, if there were others: `quiz` says so."""
    before = notebook.get(f"{question}_numbers")
    if not isinstance(before, Numbers) or notebook.get(question) is None:
        return
    if before != drawn:
        drawn.earlier, drawn.answer = before, shown(notebook[question])
    else:
        drawn.earlier, drawn.answer = before.earlier, before.answer


def shown(answer: object) -> str:
    """An answer as text, to see whether it is still the same."""
    try:
        return repr(answer)[:1000]
    except Exception as error:  # noqa: BLE001  an object of the learner's own class
        return type(error).__name__


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
