"""What the known wrong answers of an exercise earn, by what `selftest --accept` has recorded: nothing is run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from autograder.checks.hidden import hidden_tests
from autograder.checks.requirements import Required, counted
from autograder.checks.runner import Test, load_tests, scored
from autograder.course.layout import PUBLIC
from autograder.course.model import Exercise
from autograder.grading.expected import read_expected
from autograder.report.model import TestResult, Verdict, exercise_report

_OF_THE_ENGINE = "fault_"  # what the engine makes of any reference, which few learners write


def earned(exercise: Exercise) -> list[tuple[float, str]]:
    """(points, wrong answer), the most first, of those that the exercise's author knows. Raises UnusableTests."""
    fails, _ = read_expected(exercise.folder)
    tests = [*load_tests(exercise.folder / PUBLIC, exercise.id, "public"), *hidden_tests(exercise.folder)]
    found = []
    for answer, failed in fails.items():
        if not answer.startswith(_OF_THE_ENGINE):
            results = counted([_result(test, failed) for test in tests])
            score = exercise_report(exercise.id, exercise.points, results, required=exercise.required).score
            found.append((score or 0.0, answer))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _result(test: Test, failed: Collection[str]) -> tuple[TestResult, Required]:
    """The record is of each test by itself; what it requires of others is applied when the results are counted."""
    passed = test.qualified not in failed
    result, required = scored(test, Verdict.PASSED if passed else Verdict.FAILED, None, None)
    # Whether an essential test found what it looks for, or only wrong values, is not recorded: `counted` looks at
    # those.
    return result, replace(required, unproven=not passed)
