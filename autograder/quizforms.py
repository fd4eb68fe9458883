"""The form that an answer must have, and answers read as that form. Nothing here knows what is right.

one of a b c d        "b"
some of a b c d       "bd", or ["b", "d"]
order of a b c d      "cabd": all of them, each once
number                0.5
shape                 (3, 4)
tensor                torch.tensor([[1.0, 2.0]]), or nested lists
expression in x y     "x * (1 - y)"
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import torch

from autograder.expression import Expression, ExpressionError, parse
from autograder.student import Handle

Kind = Literal["one", "some", "order", "number", "shape", "tensor", "expression"]
Answer = str | frozenset[str] | tuple[str, ...] | float | tuple[int, ...] | torch.Tensor | Expression

_PLAIN: dict[str, Kind] = {"number": "number", "shape": "shape", "tensor": "tensor"}
_LISTED: dict[str, Kind] = {"one of": "one", "some of": "some", "order of": "order", "expression in": "expression"}
_AXES = 64  # of a tensor, in torch
_SEPARATORS = " ,;.(){}[]'\"\n"


class Unanswered(Exception):
    """There is no answer yet."""


class Malformed(Exception):
    """The answer does not have its form; the message says what to write."""


@dataclass(frozen=True)
class Form:
    """A kind, with the letters or variables that an answer may use."""

    kind: Kind
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
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
            "tensor": "numbers, such as [[1.0, 2.0], [3.0, 4.0]]",
            "expression": f'a formula in {", ".join(self.names)}, such as "2*{self.names[0] if self.names else "x"} + 1"',
        }[self.kind]


def form(text: str) -> Form:
    """The form that `str(form)` names. Raises ValueError for anything else."""
    words = text.split()
    if text in _PLAIN:
        return Form(_PLAIN[text])
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
    if form.kind in ("one", "some", "order"):
        return _letters(form, value)
    if form.kind == "expression":
        if not isinstance(value, str):
            raise Malformed(f"write {form.advice}, in quotes")
        try:
            return parse(value, form.names)
        except ExpressionError as error:
            raise Malformed(str(error)) from None
    if form.kind == "number":
        return _number(value)
    return _shape(value) if form.kind == "shape" else _tensor(value)


def _letters(form: Form, value: object) -> Answer:
    parts = value if isinstance(value, list | tuple) else [value]
    words = [part for part in parts if isinstance(part, str)]
    if len(words) != len(parts):
        raise Malformed(f"write {form.advice}, in quotes")
    letters = [letter for word in words for letter in word.lower() if letter not in _SEPARATORS]
    unknown = [letter for letter in letters if letter not in form.names]
    if unknown:
        raise Malformed(f"{unknown[0]!r} is none of {', '.join(form.names)}; write {form.advice}")
    if form.kind == "one":
        if len(letters) != 1:
            raise Malformed(f"this question has one answer; write {form.advice}")
        return letters[0]
    if form.kind == "some":
        if not letters:
            raise Unanswered
        return frozenset(letters)
    if sorted(letters) != sorted(form.names):
        raise Malformed(f"each of {', '.join(form.names)} must come once; write {form.advice}")
    return tuple(letters)


def _number(value: object) -> float:
    if isinstance(value, torch.Tensor) and value.numel() == 1:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed(f"write a number, such as 0.5, not a {type(value).__name__}")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise Malformed("write a finite number")
    return number


def _shape(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise Malformed("write a shape as a tuple, such as (3, 4), or (3,) with one axis")
    if not all(isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 2**63 for size in value):
        raise Malformed("the sizes in a shape are whole numbers, such as (3, 4)")
    if len(value) > _AXES:
        raise Malformed(f"a shape has at most {_AXES} sizes, not {len(value)}")
    return tuple(value)


def _tensor(value: object) -> torch.Tensor:
    if not isinstance(value, torch.Tensor | list | tuple | int | float) or isinstance(value, bool):
        raise Malformed(f"write numbers in nested lists, such as [[1.0, 2.0]], not a {type(value).__name__}")
    try:
        made = torch.as_tensor(value).detach().to("cpu", torch.float64)
    except (ValueError, TypeError, RuntimeError, OverflowError) as error:
        raise Malformed(f"these are no numbers in rows of equal length ({str(error)[:80]})") from None
    if not bool(made.isfinite().all()):
        raise Malformed("write finite numbers")
    return made
