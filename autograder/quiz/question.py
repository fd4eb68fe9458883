"""A question of a quiz with its key, as data, and the key worked out for somebody's numbers.

A learner's machine has this module; it has questions with their keys for practice alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from autograder.quiz import formula as expression
from autograder.quiz.forms import Form
from autograder.quiz.variants import Choices, Numbers, draw

Partial = Literal["all-or-nothing", "per-choice"]


@dataclass(frozen=True)
class Choice:
    """One line to choose or to put in order; `reason` says why a wrong one is wrong."""

    letter: str
    text: str
    right: bool
    reason: str = ""


@dataclass(frozen=True)
class Question:
    """`key` is what the form says: letters, numbers, or formulas in the variants' names."""

    id: str
    form: Form
    title: str
    prompt: str
    explanation: str
    points: float
    key: Any
    choices: tuple[Choice, ...] = ()
    partial: Partial = "all-or-nothing"
    tolerance: float | None = None
    variants: dict[str, Choices] | None = None
    ranges: dict[str, tuple[float, float]] | None = None

    def asked(self) -> str:
        """The prompt as Markdown, with the lines to choose from or to put in order."""
        if self.form.kind == "order":
            return f"{self.prompt}\n\n" + "\n".join(f"    {choice.letter}:  {choice.text}" for choice in self.choices)
        listed = "\n".join(f"* **{choice.letter}**: {choice.text}" for choice in self.choices)
        return f"{self.prompt}\n\n{listed}" if listed else self.prompt

    def numbers(self, who: str) -> Numbers:
        """The numbers of an `identity`; empty for a question that has none."""
        return draw(self.id, who, self.variants or {})

    def solved(self, who: str) -> Any:
        """The key with these numbers: str or frozenset of letters, a float, a tuple of ints, nested lists."""
        return _computed(self.key, self.numbers(who), self.form)


@dataclass(frozen=True)
class QuizFile:
    """A whole quiz file."""

    title: str
    intro: str
    questions: tuple[Question, ...]


def to_json(file: QuizFile) -> bytes:
    """The file as it lies beside a notebook for practice."""
    listed = [replace(q, key=sorted(q.key)) if isinstance(q.key, frozenset) else q for q in file.questions]
    return msgspec.json.format(msgspec.json.encode(replace(file, questions=tuple(listed))), indent=1) + b"\n"


def from_json(data: bytes) -> QuizFile:
    """Raises ValueError for what is no such file."""
    try:
        file = msgspec.json.decode(data, type=QuizFile)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None
    sets = {"some": frozenset, "order": tuple}  # which are lists in JSON
    questions = [replace(q, key=sets[q.form.kind](q.key)) if q.form.kind in sets else q for q in file.questions]
    return replace(file, questions=tuple(questions))


def _computed(key: Any, numbers: Numbers, form: Form) -> Any:
    if form.kind in ("one", "some", "order"):
        return key
    if form.kind == "expression":
        return expression.parse(str(key), form.names)
    value = _value(key, numbers)
    if form.kind == "number":
        return float(value)
    if form.kind == "shape":
        if any(size != int(size) for size in value):
            raise ValueError(f"{value} is no shape")
        return tuple(int(size) for size in value)
    return value


def _value(key: Any, numbers: Numbers) -> Any:
    if isinstance(key, list):
        return [_value(item, numbers) for item in key]
    return expression.parse(key, list(numbers))(numbers) if isinstance(key, str) else key
