"""The weight and the title of a test, and what it requires to count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Test = TypeVar("Test", bound=Callable[..., Any])

_ELSEWHERE = "test_public::"


@dataclass(frozen=True)
class Points:
    """`requires` and `requires_one_of` are tests of the same file by name, or public ones as
    `test_public::test_example`; an `essential` test is required by all others of its file."""

    weight: float
    title: str
    requires: tuple[str, ...] = ()
    requires_one_of: tuple[str, ...] = ()
    essential: bool = False


def points(
    weight: float,
    title: str,
    *,
    requires: str | Sequence[str] = (),
    requires_one_of: Sequence[str] = (),
    essential: bool = False,
) -> Callable[[Test], Test]:
    """Gives a test its weight in the exercise's score and the sentence that a learner reads: what holds when it passes.

    `requires` names tests that must pass as well, else this one does not count: that arguments are left alone, or that
    a dtype is kept, is no merit of a function that computes nothing. A test of the same file is named by itself, a
    public one as `test_public::test_example`. A public test cannot require a hidden one: `check` does not run those.

    `requires_one_of` names tests of which one must pass. Where a function has parts that are tested one at a time, a
    property then counts for whoever has one of them right, and a slip in another part costs it once.

    Without an `essential` test, no other of its file counts: right values are no merit of torch's own function, where
    it was to be written.
    """
    if not weight > 0:
        raise ValueError(f"the weight of a test must be positive, not {weight}")
    required = (requires,) if isinstance(requires, str) else tuple(requires)
    for name in (*required, *requires_one_of):
        if "::" in name and not name.startswith(_ELSEWHERE):
            raise ValueError(f"a test requires one of its own file by its name, or a {_ELSEWHERE}one, not {name}")

    def mark(test: Test) -> Test:
        test.points = Points(weight, title, required, tuple(requires_one_of), essential)  # type: ignore[attr-defined]  # a test carries its own weight
        return test

    return mark


def points_of(test: Callable[..., Any]) -> Points:
    """The test's points; weight 1 and its name in words where it has none."""
    given = getattr(test, "points", None)
    name = getattr(test, "__name__", "test")
    return given if isinstance(given, Points) else Points(1, name.removeprefix("test_").replace("_", " "))


def requires_of(test: Callable[..., Any], visibility: str) -> tuple[str, ...]:
    """What the test requires, in full: `test_hidden::test_values`. `visibility` is that of the test: "public" or
    "hidden"."""
    return _in_full(points_of(test).requires, visibility)


def alternatives_of(test: Callable[..., Any], visibility: str) -> tuple[str, ...]:
    """The tests of which it requires one, in full."""
    return _in_full(points_of(test).requires_one_of, visibility)


def _in_full(names: Sequence[str], visibility: str) -> tuple[str, ...]:
    return tuple(name if "::" in name else f"test_{visibility}::{name}" for name in names)
