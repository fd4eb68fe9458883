"""A known mistake with a number in it, such as a seed, made with the number that a submission has there.

Where any number makes the same mistake, a wrong answer says `NUMBER = 42` at its top and uses that name. It is then
tried with each number that stands in the submission's code as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from autograder.grading.answers import NUMBER, KnownAnswer
from autograder.notebook.syntax import tree_of

_MOST = 12  # numbers of a submission that are tried: each costs a replay
_LARGEST = 2**64  # of what a seed may be; Python writes no decimals of a number of more than some thousand digits


def with_numbers_of(source: str, answers: Iterable[KnownAnswer]) -> list[KnownAnswer]:
    """The answers, and those that have a `NUMBER` once more with each number of `source`."""
    numbers = list(dict.fromkeys(_numbers(source)))[:_MOST]
    found: list[KnownAnswer] = []
    for answer in answers:
        found.append(answer)
        found += (replace(answer, source=text) for text in _with_each(answer.source, numbers))
    return found


def _numbers(source: str) -> Iterator[int | float]:
    tree = tree_of(source)
    for node in () if tree is None else ast.walk(tree):  # without one, the known number is the only one
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and abs(node.value) < _LARGEST:  # type: ignore[arg-type]
            yield node.value  # type: ignore[misc]


def _with_each(source: str, numbers: list[int | float]) -> Iterator[str]:
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            own = statement.value
            if statement.targets[0].id != NUMBER or not isinstance(own, ast.Constant):
                continue
            lines = source.splitlines(keepends=True)
            for number in numbers:
                if number != own.value:
                    lines[statement.lineno - 1] = f"{NUMBER} = {number!r}\n"
                    yield "".join(lines)
