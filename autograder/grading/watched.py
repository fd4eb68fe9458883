"""Whose work an answer is, in each test: what ran in its calls, and the looks of its essential test at that.

The essential test looks at one call. An answer may do its own work there, and take torch's where that one would be
wrong, or be wrong there by intent; so the operators of all tests' calls are counted, and a test that was passed by what
no answer may use does not count.
"""

from __future__ import annotations

import functools
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import torch

from autograder.checks.failure import CheckFailed
from autograder.checks.ownwork import Look
from autograder.checks.rng import shift
from autograder.checks.runner import Test
from autograder.remote.student import Student, Trace, traced

# A right answer may go through the elements of its arguments one by one, and an operator that is counted takes as long
# as several that are not. So only calls with few elements are counted, and of a test's many calls (finite differences
# make hundreds) the first, and then some that nobody can foresee.
_ELEMENTS, _FIRST, _ONE_IN = 1000, 3, 16


def watched(test: Test, traces: dict[str, Trace]) -> Test:
    """The test, which notes what ran in the submission's calls under its own name."""

    @functools.wraps(test.function)
    def function(student: Student, **others: Any) -> None:
        with traced(student, _Chosen(test.qualified)) as traces[test.qualified]:
            test.function(student=student, **others)

    return replace(test, function=function)


class _Chosen:
    """Which calls of a test are counted. It says the same at each grading, and depends on `Course.seed`."""

    def __init__(self, test: str) -> None:
        self._chance = random.Random(f"{test}, {shift()}")
        self._calls = 0

    def __call__(self, arguments: Sequence[object]) -> bool:
        self._calls += 1
        if self._calls > _FIRST and self._chance.randrange(_ONE_IN):
            return False
        return sum(value.numel() for value in arguments if isinstance(value, torch.Tensor)) <= _ELEMENTS


def found(looks: Sequence[Look], trace: Trace) -> CheckFailed | None:
    """What the first of the looks finds that finds anything, operators of backward passes aside.

    A test may run a backward pass itself, beside the submission. What is torch's own has run forwards before it.
    """
    forwards = replace(
        trace, ops=_forwards(trace.ops), made=_forwards(trace.made), elsewhere=_forwards(trace.elsewhere)
    )
    for look in looks:
        try:
            look(forwards)
        except CheckFailed as error:
            return error
    return None


def _forwards(operators: Counter[str]) -> Counter[str]:
    return Counter({name: count for name, count in operators.items() if "_backward" not in name})


def is_the_tests_own(test: Test, looks: Sequence[Look], run: Callable[[Test], object]) -> bool:
    """Whether the test itself does what no answer may, so that nothing can be seen there: `run` runs it with the
    reference."""
    traces: dict[str, Trace] = {}
    run(watched(test, traces))
    return any(found(looks, trace) is not None for trace in traces.values())
