"""The weight and the title of a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass(frozen=True)
class Points:
    weight: float
    title: str


def points(weight: float, title: str) -> Callable[[Test], Test]:
    """Gives a test its weight in the exercise's score and the sentence that a learner reads: what holds when it passes."""
    if not weight > 0:
        raise ValueError(f"the weight of a test must be positive, not {weight}")

    def mark(test: Test) -> Test:
        test.points = Points(weight, title)  # type: ignore[attr-defined]  # a test carries its own weight
        return test

    return mark


def points_of(test: Callable[..., Any]) -> Points:
    """The test's points; weight 1 and its name in words where it has none."""
    given = getattr(test, "points", None)
    name = getattr(test, "__name__", "test")
    return given if isinstance(given, Points) else Points(1, name.removeprefix("test_").replace("_", " "))
