"""Runs the tests of exercises on one submission after another, and says what each means for its score."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.checks.aside import is_aside
from autograder.checks.failure import Unproven
from autograder.checks.hidden import hidden_tests
from autograder.checks.ownwork import Look, looks_kept
from autograder.checks.requirements import Required, counted
from autograder.checks.rng import shift, shifted
from autograder.checks.runner import Subject, Test, UnusableTests, load_tests, run_test, scored
from autograder.checks.search import begin_exercise
from autograder.checks.verdict import judged, uncheckable
from autograder.checks.weights import points_of
from autograder.course.layout import PUBLIC, exercise_of
from autograder.course.model import Exercise
from autograder.course.yaml import did_you_mean
from autograder.devices.simulated import register
from autograder.grading.reference import Unaltered
from autograder.grading.watched import found, is_the_tests_own, watched
from autograder.remote.errors import Unrecorded
from autograder.remote.executor import Executor
from autograder.remote.student import Backend, Record, Trace
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict

_ANEW = 7919  # what a test is drawn anew with
_MESSAGE = 2000


@dataclass(frozen=True)
class Outcome:
    """A test's own result with the calls that it made, for the diagnosis, and what it requires to count."""

    result: TestResult
    records: tuple[Record, ...]
    aside: bool = False
    required: Required = field(default_factory=Required)


def counted_results(outcomes: Sequence[Outcome]) -> tuple[TestResult, ...]:
    """The results as they are scored: see `counted`."""
    return counted([(outcome.result, outcome.required) for outcome in outcomes])


def _is_settled(outcome: Outcome) -> bool:
    """Whether an essential test has failed for certain: what that takes away, and what it leaves, is said there."""
    return outcome.result.verdict is not Verdict.PASSED and not outcome.required.unproven


def _watched(tests: Sequence[Test], traces: dict[str, Trace]) -> list[Test]:
    """The tests, which note what runs in their calls if an essential one may ask about it."""
    if not any(points_of(test.function).essential for test in tests):
        return list(tests)
    return [watched(test, traces) if "student" in test.parameters else test for test in tests]


class ExerciseTests:
    """The tests of exercises, loaded once. `seed` is `Course.seed`."""

    def __init__(self, folders: Iterable[Path], seed: int = 0) -> None:
        """Raises UnusableTests for the first file of the exercises' folders that cannot be used."""
        self._seed = seed
        self._tests = {
            exercise_of(folder): [
                *load_tests(folder / PUBLIC, exercise_of(folder), "public"),
                *hidden_tests(folder),
            ]
            for folder in folders
        }

    def require(self, exercises: Iterable[Exercise]) -> None:
        """Raises UnusableTests where course.yml requires a check that an exercise does not have."""
        for exercise in exercises:
            names = [test.name for test in self._tests[exercise.id]]
            for name, _ in exercise.required:
                if name not in names:
                    raise UnusableTests(
                        f"course.yml: {exercise.id}: required: there is no check {name}{did_you_mean(name, names)}"
                    )

    def run(
        self,
        exercise: str,
        backend: Backend,
        source: str,
        reference: Any,
        *,
        device: str = "cpu",
        stop: bool = False,
        first: str | None = None,
        watch: bool = True,
    ) -> list[Outcome]:
        """Runs every test of `exercise` on what answers `backend`; with `stop`, until one does not pass.

        The test `first`, named as in `expected.yml`, runs before the others. Without `watch`, an essential test sees
        whose work the answer is in its own calls, and not in those of the others.

        `source` is the submission's solution cell as text, `reference` the reference namespace.
        """
        begin_exercise()
        if device == "sim":
            register()  # a test may name the device before anything has been put on it
        subject = Subject(backend, source, Unaltered(reference), device)
        trusted = replace(subject, backend=Executor(vars(reference)), source="")
        tests = sorted(self._tests[exercise], key=lambda test: test.qualified != first)
        traces: dict[str, Trace] = {}
        outcomes = []
        with looks_kept() as looks:
            for test in _watched(tests, traces) if watch and not stop else tests:
                outcomes.append(self._outcome(test, subject, trusted))
                if stop and outcomes[-1].result.verdict is not Verdict.PASSED:
                    break
        if not looks or any(outcome.required.essential and _is_settled(outcome) for outcome in outcomes):
            return outcomes
        ran = {test.qualified: (test, traces[test.qualified]) for test in tests if test.qualified in traces}
        return [self._own(outcome, ran, looks, trusted) for outcome in outcomes]

    def _own(
        self, outcome: Outcome, ran: Mapping[str, tuple[Test, Trace]], looks: Sequence[Look], trusted: Subject
    ) -> Outcome:
        """The outcome; a test that was passed by what no answer may use has failed."""
        result = outcome.result
        if result.verdict is not Verdict.PASSED or result.name not in ran:
            return outcome
        test, trace = ran[result.name]
        error = found(looks, trace)
        if error is None or is_the_tests_own(test, looks, lambda some: self._run(some, trusted)):
            return outcome
        return replace(outcome, result=replace(result, verdict=Verdict.FAILED, message=error.message.cut(_MESSAGE)))

    def _outcome(self, test: Test, subject: Subject, trusted: Subject) -> Outcome:
        error, records = self._run(test, subject)
        verdict, message, counterexample = judged(error)
        if verdict is Verdict.GRADER_ERROR and "student" in test.parameters and self._run(test, trusted)[0] is None:
            # The test itself is sound, so what broke it is what the submission returned.
            verdict = Verdict.FAILED
            message = uncheckable(message)
        if error is not None and verdict is Verdict.GRADER_ERROR:
            message = plain("".join(traceback.format_exception(error))[-_MESSAGE:])
        result, required = scored(test, verdict, message and message.cut(_MESSAGE), counterexample)
        required = replace(required, unproven=isinstance(error, Unproven))
        return Outcome(result, records, is_aside(test.function), required)

    def _run(self, test: Test, subject: Subject) -> tuple[BaseException | None, tuple[Record, ...]]:
        # Public tests keep their inputs, so that they come out as in the learner's own notebook.
        number = shift() + (self._seed if test.visibility == "hidden" else 0)
        with shifted(number):
            error, records = run_test(test, subject)
        if isinstance(error, Unrecorded):  # again, and not with arguments whose results may have been kept
            with shifted(number + _ANEW):
                return run_test(test, subject)
        return error, records
