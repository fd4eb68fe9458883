"""The form that an answer must have, and answers read as that form. Nothing here knows what is right.

one of a b c d        "b"
some of a b c d       "bd", or ["b", "d"]
order of a b c d      "cabd": all of them, each once
number                0.5
shape                 (3, 4)
tensor of 2 axes      torch.tensor([[1.0, 2.0]]), or nested lists
expression in x y     "x * (1 - y)"

`quiz(...)` in a notebook and grading read with the same function, `read`: what one accepts or refuses, so does the
other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import torch

from autograder.quiz import numbers as quiznumbers
from autograder.quiz.formula import Expression, ExpressionError, parse
from autograder.quiz.numbers import Malformed
from autograder.remote.student import Handle
from autograder.report.message import Message, message

__all__ = ["Answer", "Form", "Kind", "Malformed", "Unanswered", "form", "read"]

Kind = Literal["one", "some", "order", "number", "shape", "tensor", "expression"]
Answer = str | frozenset[str] | tuple[str, ...] | float | tuple[int, ...] | torch.Tensor | Expression

_PLAIN: dict[str, Kind] = {"number": "number", "shape": "shape", "tensor": "tensor"}
_LISTED: dict[str, Kind] = {"one of": "one", "some of": "some", "order of": "order", "expression in": "expression"}
_TENSOR = re.compile(r"tensor of (\d) ax[ei]s")
_BETWEEN = frozenset(",;.:(){}[]<>-–—→⇒|/&+'\"`´‘’“”„«»、。")  # what people write between letters, or around them


class Unanswered(Exception):
    """There is no answer yet."""


@dataclass(frozen=True)
class Form:
    """A kind, with the letters or variables that an answer may use, or a tensor's number of axes."""

    kind: Kind
    names: tuple[str, ...] = ()
    axes: int | None = None

    def __str__(self) -> str:
        if self.axes is not None:
            return f"tensor of {self.axes} {'axis' if self.axes == 1 else 'axes'}"
        start = next((text for text, kind in {**_PLAIN, **_LISTED}.items() if kind == self.kind), "")
        return " ".join((start, *self.names))

    @property
    def advice(self) -> Message:
        """How to write an answer: the comment beside an empty one."""
        names = self.names
        return {
            "one": message('one letter, such as "{such}"', such=names[0] if names else "a"),
            "some": message('one or more letters, such as "{such}"', such="".join(names[:2])),
            "order": message('the {count} letters in order, such as "{such}"', count=len(names), such="".join(names)),
            "number": message("a number"),
            "shape": message("a shape, with a size for each axis, such as (3,) or (2, 3, 4)"),
            "tensor": quiznumbers.example(self.axes),
            "expression": message(
                'a formula in {names}, such as "{such}"', names=", ".join(names), such=_formula(names)
            ),
        }[self.kind]


def _formula(names: Sequence[str]) -> str:
    """One that is made of these names, as an example."""
    first, *others = names or ("x",)
    return " + ".join([f"2*{first}", *(others or ["1"])])


def form(text: str) -> Form:
    """The form that `str(form)` names. Raises ValueError for anything else."""
    words = text.split()
    if text in _PLAIN:
        return Form(_PLAIN[text])
    if found := _TENSOR.fullmatch(text):
        return Form("tensor", axes=int(found[1]))
    kind = _LISTED.get(" ".join(words[:2]))
    if kind is None or not words[2:]:
        raise ValueError(f"no form of an answer: {text!r}")
    return Form(kind, tuple(words[2:]))


def read(form: Form, value: object) -> Answer:
    """The answer in `value`. Raises Unanswered or Malformed."""
    # An Ellipsis is no plain data, so what arrives of it is its kind.
    nothing = isinstance(value, Handle) and value._kind == "ellipsis"
    if value is None or nothing or (isinstance(value, str) and not value.strip()):
        raise Unanswered
    if _is_too_much(value):
        raise Malformed("this is too much to be read; write {advice}", advice=form.advice)
    if isinstance(value, Handle):
        raise Malformed("write {advice}, not an object of type {kind}", advice=form.advice, kind=value._kind[:100])
    if isinstance(value, dict):
        value = _of_set(form, value)
    if form.kind in ("one", "some", "order"):
        return _chosen(form, _letters(form, value))
    if form.kind == "expression":
        if not isinstance(value, str):
            raise Malformed("write {advice}, in quotes", advice=form.advice)
        try:
            return parse(value, form.names)
        except ExpressionError as error:
            raise Malformed("{error}", error=error.message) from None
    if form.kind == "number":
        return quiznumbers.number(value)
    return quiznumbers.shape(value) if form.kind == "shape" else quiznumbers.tensor(value, form.axes)


def _is_too_much(value: object) -> bool:
    """More parts or characters than any answer has; brackets are parts, and those around one number are few."""
    waiting, room = [value], 2 * quiznumbers.MOST
    while waiting and room >= 0:
        part = waiting.pop()
        room -= len(part) if isinstance(part, str) else 1
        if isinstance(part, list | tuple | dict):
            waiting += list(part)[: room + 1]
    return room < 0


def _of_set(form: Form, value: dict[object, object]) -> object:
    """The elements of a set, see `sandbox.plain`, where their order does not matter."""
    if any(element is not None for element in value.values()):
        raise Malformed("write {advice}, not a dict", advice=form.advice)
    if form.kind not in ("one", "some"):
        raise Malformed("write {advice}; a set has no order", advice=form.advice)
    return list(value)


def _letters(form: Form, value: object) -> list[str]:
    """The letters in the order in which they were written. Raises Malformed for any that the question does not have."""
    parts = value if isinstance(value, list | tuple) else [value]
    words = [part for part in parts if isinstance(part, str)]
    if len(words) != len(parts):
        raise Malformed("write {advice}, in quotes", advice=form.advice)
    # A keyboard for another script has wide letters, or some that only look Latin.
    text = unicodedata.normalize("NFKC", " ".join(words)).casefold()
    letters = [letter for letter in text if not letter.isspace() and letter not in _BETWEEN]
    unknown = [letter for letter in letters if letter not in form.names]
    if unknown:
        latin = "" if unknown[0].isascii() else " (not a Latin letter)"
        template = f"{{came}}{latin} is none of {{names}}; write {{advice}}"
        raise Malformed(template, came=repr(unknown[0]), names=", ".join(form.names), advice=form.advice)
    if not letters:
        raise Unanswered
    return letters


def _chosen(form: Form, letters: list[str]) -> Answer:
    if form.kind == "some":
        return frozenset(letters)
    if form.kind == "one":
        if len(set(letters)) != 1:
            raise Malformed("this question has one answer; write {advice}", advice=form.advice)
        return letters[0]
    if sorted(letters) != sorted(form.names):
        names = ", ".join(form.names)
        raise Malformed("each of {names} must come once; write {advice}", names=names, advice=form.advice)
    return tuple(letters)
