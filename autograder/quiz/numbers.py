"""Numbers as people type them, read as a number, a shape or a tensor. Nothing here knows what is right.

A number may stand in quotes, there also as a formula without variables: "3/4", "sqrt(2)". What could mean two things is
refused, with what to write instead: `0,75` is a pair in Python, and nobody knows whether "75 %" is 0.75 or 75.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import Any, TypeGuard

import torch

from autograder.quiz import formula as expression
from autograder.quiz.formula import ExpressionError
from autograder.quiz.refusal import Refusal
from autograder.remote.student import Handle
from autograder.remote.words import brief
from autograder.report.message import Message, message, plain

_AXES = 64  # of a tensor, in torch
MOST = 10_000  # numbers in one answer
_NO_NUMBER = "{came} is no number; {advice}, without quotes"


class Malformed(Refusal):
    """The answer does not have its form."""


def number(value: object) -> float:
    """One number; brackets around it do not matter. Raises Malformed."""
    value = _plain(value, "write a number, such as 0.5")
    if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
        raise Malformed("write a point for the decimals, 0.75 and not 0,75; this is {came}, a pair", came=_short(value))
    while isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if not _is_number(value):
        raise Malformed("write a number, such as 0.5, not {came}", came=_named(value))
    return _finite(value)


def shape(value: object) -> tuple[int, ...]:
    """The sizes of a tensor's axes. Raises Malformed."""
    advice = "write a shape as a tuple, such as (3, 4), or (3,) with one axis"
    value = _plain(value, advice)
    if not isinstance(value, list | tuple):
        raise Malformed("{advice}, not {came}", advice=advice, came=_named(value))
    if any(isinstance(size, list | tuple) for size in value):
        raise Malformed("{advice}: one pair of brackets", advice=advice)
    if len(value) > _AXES:
        raise Malformed("a shape has at most {most} sizes, not {came}", most=_AXES, came=len(value))
    return tuple(_size(size) for size in value)


def tensor(value: object, axes: int | None = None) -> torch.Tensor:
    """float64 numbers with so many `axes`, where that is given; too many brackets around all of it do not matter.

    Raises Malformed.
    """
    advice = message("write {example}", example=example(axes))
    value = _plain(value, advice)
    if not isinstance(value, list | tuple) and not _is_number(value):
        raise Malformed("{advice}, not {came}", advice=advice, came=_named(value))
    try:
        made = torch.tensor(_floats(value, [0]), dtype=torch.float64)
    except (ValueError, TypeError):
        raise Malformed("these are no rows of equal length; {advice}", advice=advice) from None
    while axes is not None and made.ndim > axes and made.shape[0] == 1:
        made = made[0]
    if axes is not None and made.ndim != axes:
        raise Malformed(
            f"this has {{came}}, and {{due}} {'is' if axes == 1 else 'are'} asked; {{advice}}",
            came=_counted(made.ndim),
            due=_counted(axes),
            advice=advice,
        )
    return made


def example(axes: int | None) -> Message:
    """How numbers with so many axes are written."""
    if axes is None:
        return message("numbers, such as [[1.0, 2.0], [3.0, 4.0]]")
    if axes == 1:
        return message("numbers in one list, such as [1.0, 2.0]")
    inner = "[" * (axes - 1)
    such = f"{inner}[1.0, 2.0], [3.0, 4.0]{inner.replace('[', ']')}"
    return message("numbers in {axes} pairs of brackets, such as {such}", axes=axes, such=such)


def _counted(axes: int) -> Message:
    return message("1 axis") if axes == 1 else message("{axes} axes", axes=axes)


def _plain(value: object, advice: str | Message) -> Any:
    """A tensor's numbers as lists; what is typed in quotes as what it says."""
    if isinstance(value, torch.Tensor):
        if value.numel() > MOST:
            raise Malformed("{advice}, not {came} numbers", advice=advice, came=value.numel())
        return value.detach().tolist()
    if isinstance(value, str):
        return _typed(value, advice)
    if isinstance(value, list | tuple):
        return _replaced(value, lambda item: _plain(item, advice))
    return value


def _replaced(value: Any, change: Callable[[object], Any]) -> Any:
    made = [change(item) for item in value]
    return tuple(made) if isinstance(value, tuple) else made


def _typed(text: str, advice: str | Message) -> Any:
    """Numbers, formulas without variables, and lists or tuples of them."""
    if "%" in text:
        raise Malformed(
            "{advice}, without %: a part of one, or a number of percent, as the question asks", advice=advice
        )
    try:
        tree = expression.tree_of(text)
    except ExpressionError:
        raise Malformed(_NO_NUMBER, came=repr(text.strip()[:40]), advice=advice) from None
    return _of_tree(tree, advice)


def _of_tree(tree: ast.expr, advice: str | Message) -> Any:
    if isinstance(tree, ast.List | ast.Tuple):
        items = [_of_tree(item, advice) for item in tree.elts]
        return items if isinstance(tree, ast.List) else tuple(items)
    try:
        return expression.of_tree(tree, ())({})
    except ExpressionError:
        raise Malformed(_NO_NUMBER, came=_written(tree), advice=advice) from None


def _written(tree: ast.expr) -> str:
    try:
        text = ast.unparse(tree)
    except RecursionError:
        return "a formula that is nested so deeply"
    return text if len(text) <= 40 else f"{text[:40]}..."


def _floats(value: Any, seen: list[int]) -> Any:
    if isinstance(value, list | tuple):
        return [_floats(item, seen) for item in value]
    seen[0] += 1
    if seen[0] > MOST:
        raise Malformed("an answer has at most {most} numbers", most=MOST)
    if not _is_number(value):
        raise Malformed("write numbers only, not {came}", came=_named(value))
    return _finite(value)


def _finite(value: int | float) -> float:
    try:
        made = float(value)
    except OverflowError:
        made = math.inf
    if not math.isfinite(made):
        raise Malformed("write finite numbers: neither nan nor infinity, and nothing beyond 1e308")
    return made


def _size(value: object) -> int:
    if _is_number(value) and 0 <= value < 2**63 and value == int(value):
        return int(value)
    raise Malformed("the sizes in a shape are whole numbers, such as (3, 4); this one is {came}", came=_named(value))


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _named(value: object) -> Message:
    if isinstance(value, Handle):
        return message("an object of type {kind}", kind=value._kind[:100])
    if isinstance(value, bool | int | float | complex):
        return plain(_short(value))
    return message("a {kind}", kind=type(value).__name__)


def _short(value: object) -> str:
    text = brief(value, 40)
    return text if len(text) <= 40 else f"{text[:40]}..."
