"""Tests that were passed, asked again with the operators counted: for an answer that is wrong where its work was looked at.

Whose work an answer is, is seen in a call that gives the right result. An answer that is wrong in all such calls, and right
in others, is looked at in those: what it reaches there by torch's own does not count.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from autograder.checks.runner import Test
from autograder.remote.student import Student, Trace, traced

Look = Callable[[Trace], None]


def watched(test: Test, look: Look) -> Test:
    """The test, which also fails where `look` finds something in what ran during the submission's calls."""

    @functools.wraps(test.function)
    def function(student: Student, **others: Any) -> None:
        with traced(student) as trace:
            test.function(student=student, **others)
        look(trace)

    return replace(test, function=function)
