"""The form that an answer must have, and answers read as that form. Nothing here knows what is right.

one of a b c d        "b"
some of a b c d       "bd", or ["b", "d"]
order of a b c d      "cabd": all of them, each once
number                0.5
shape                 (3, 4)
tensor of 2 axes      torch.tensor([[1.0, 2.0]]), or nested lists
expression in x y     "x * (1 - y)"

`quiz(...)` in a notebook and grading read with the same function, `read`: what one accepts or refuses, so does the other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import torch

from autograder.quiz import numbers as quiznumbers
from autograder.quiz.formula import Expression, ExpressionError, parse
from autograder.quiz.numbers import Malformed
from autograder.remote.student import Handle

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
    def advice(self) -> str:
        """How to write an answer: the comment beside an empty one."""
        return {
            "one": f'one letter, such as "{self.names[0] if self.names else "a"}"',
            "some": f'one or more letters, such as "{"".join(self.names[:2])}"',
            "order": f'the {len(self.names)} letters in order, such as "{"".join(self.names)}"',
            "number": "a number",
            "shape": "a shape, such as (3, 4)",
            "tensor": quiznumbers.example(self.axes),
            "expression": f'a formula in {", ".join(self.names)}, such as "2*{self.names[0] if self.names else "x"} + 1"',
        }[self.kind]


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
    if isinstance(value, Handle):
        raise Malformed(f"write {form.advice}, not an object of type {value._kind[:100]}")
    if isinstance(value, dict):
        value = _of_set(form, value)
    if form.kind in ("one", "some", "order"):
        return _chosen(form, _letters(form, value))
    if form.kind == "expression":
        if not isinstance(value, str):
            raise Malformed(f"write {form.advice}, in quotes")
        try:
            return parse(value, form.names)
        except ExpressionError as error:
            raise Malformed(str(error)) from None
    if form.kind == "number":
        return quiznumbers.number(value)
    return quiznumbers.shape(value) if form.kind == "shape" else quiznumbers.tensor(value, form.axes)


def _of_set(form: Form, value: dict[object, object]) -> object:
    """The elements of a set, see `sandbox.plain`, where their order does not matter."""
    if any(element is not None for element in value.values()):
        raise Malformed(f"write {form.advice}, not a dict")
    if form.kind not in ("one", "some"):
        raise Malformed(f"write {form.advice}; a set has no order")
    return list(value)


def _letters(form: Form, value: object) -> list[str]:
    """The letters in the order in which they were written. Raises Malformed for any that the question does not have."""
    parts = value if isinstance(value, list | tuple) else [value]
    words = [part for part in parts if isinstance(part, str)]
    if len(words) != len(parts):
        raise Malformed(f"write {form.advice}, in quotes")
    # A keyboard for another script has wide letters, or some that only look Latin.
    text = unicodedata.normalize("NFKC", " ".join(words)).casefold()
    letters = [letter for letter in text if not letter.isspace() and letter not in _BETWEEN]
    unknown = [letter for letter in letters if letter not in form.names]
    if unknown:
        which = repr(unknown[0]) if unknown[0].isascii() else f"{unknown[0]!r} (not a Latin letter)"
        raise Malformed(f"{which} is none of {', '.join(form.names)}; write {form.advice}")
    if not letters:
        raise Unanswered
    return letters


def _chosen(form: Form, letters: list[str]) -> Answer:
    if form.kind == "some":
        return frozenset(letters)
    if form.kind == "one":
        if len(set(letters)) != 1:
            raise Malformed(f"this question has one answer; write {form.advice}")
        return letters[0]
    if sorted(letters) != sorted(form.names):
        raise Malformed(f"each of {', '.join(form.names)} must come once; write {form.advice}")
    return tuple(letters)
