"""Tests of faults that may come with any other: 16-bit formats, the device, the layout of memory, what is left behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Test = TypeVar("Test", bound=Callable[..., Any])


def aside(test: Test) -> Test:
    """Marks a test whose failure says nothing about how the others fail.

    A submission with a well-known mistake in its formula may also make its buffers on the CPU. Where no known answer
    behaves like it in every test, the diagnosis leaves these tests aside, and finds the mistake in the formula.
    """
    test.aside = True  # type: ignore[attr-defined]  # a test carries its own mark
    return test


def is_aside(test: Callable[..., Any]) -> bool:
    return bool(getattr(test, "aside", False))
