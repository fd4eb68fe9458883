"""Whose work an answer is, in each test: what ran in its calls, and the looks of its essential test at that.

The essential test looks at one call. An answer may do its own work there, and take torch's where that one would be wrong,
or be wrong there by intent; so the operators of all tests' calls are counted, and a test that was passed by what no answer
may use does not count.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from autograder.checks.failure import CheckFailed
from autograder.checks.ownwork import Look
from autograder.checks.runner import Test
from autograder.remote.student import Student, Trace, traced

# Elements in the arguments of a call that is counted. A right answer may go through them one by one, and an operator that is
# counted takes as long as several that are not: of more elements it would meet the limits of time.
_MOST = 1000


def counted(test: Test, traces: dict[str, Trace]) -> Test:
    """The test, which notes what ran in the submission's calls under its own name."""

    @functools.wraps(test.function)
    def function(student: Student, **others: Any) -> None:
        with traced(student, _MOST) as traces[test.qualified]:
            test.function(student=student, **others)

    return replace(test, function=function)


def found(looks: Sequence[Look], trace: Trace) -> CheckFailed | None:
    """What the first of the looks finds that finds anything."""
    for look in looks:
        try:
            look(trace)
        except CheckFailed as error:
            return error
    return None


def is_the_tests_own(test: Test, looks: Sequence[Look], run: Callable[[Test], object]) -> bool:
    """Whether the test itself does what no answer may, so that nothing can be seen there: `run` runs it with the reference."""
    traces: dict[str, Trace] = {}
    run(counted(test, traces))
    return any(found(looks, trace) is not None for trace in traces.values())
