"""Runs the tests of exercises on one submission after another, and says what each means for its score."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.checks.aside import is_aside
from autograder.checks.failure import Unproven
from autograder.checks.hidden import hidden_tests
from autograder.checks.requirements import Required, counted
from autograder.checks.rng import shift, shifted
from autograder.checks.runner import Subject, Test, load_tests, run_test, scored
from autograder.checks.search import begin_exercise
from autograder.checks.verdict import judged, uncheckable
from autograder.course.layout import PUBLIC, exercise_of
from autograder.devices.simulated import register
from autograder.grading.reference import Unaltered
from autograder.grading.watched import Look, watched
from autograder.remote.executor import Executor
from autograder.remote.student import Backend, Record
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict

_MESSAGE = 2000
_ANEW = 1_000_003  # added to the seed where a test is asked a second time


@dataclass(frozen=True)
class Outcome:
    """A test's own result with the calls that it made, for the diagnosis, and what it requires to count."""

    result: TestResult
    records: tuple[Record, ...]
    aside: bool = False
    required: Required = field(default_factory=Required)
    look: Look | None = None  # of an essential test that saw no right values: see `watched`


def counted_results(outcomes: Sequence[Outcome]) -> tuple[TestResult, ...]:
    """The results as they are scored: see `counted`."""
    return counted([(outcome.result, outcome.required) for outcome in outcomes])


class Graders:
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
    ) -> list[Outcome]:
        """Runs every test of `exercise` on what answers `backend`; with `stop`, until one does not pass.

        The test `first`, named as in `expected.yml`, runs before the others.

        `source` is the submission's solution cell as text, `reference` the reference namespace.
        """
        begin_exercise()
        if device == "sim":
            register()  # a test may name the device before anything has been put on it
        subject = Subject(backend, source, Unaltered(reference), device)
        trusted = replace(subject, backend=Executor(vars(reference)), source="")
        outcomes = []
        for test in sorted(self._tests[exercise], key=lambda test: test.qualified != first):
            outcomes.append(self._outcome(test, subject, trusted))
            if stop and outcomes[-1].result.verdict is not Verdict.PASSED:
                break
        return outcomes if stop else self._watched(exercise, outcomes, subject, trusted)

    def _watched(self, exercise: str, outcomes: Sequence[Outcome], subject: Subject, trusted: Subject) -> list[Outcome]:
        """The outcomes, in which a test counts as passed only if it is passed by the answer's own work, where that could not be
        seen in the essential test. Its random arguments are others, so that no result was kept from the first time."""
        look = next((outcome.look for outcome in outcomes if outcome.look is not None), None)
        if look is None:
            return list(outcomes)
        tests = {test.qualified: watched(test, look) for test in self._tests[exercise] if "student" in test.parameters}
        found = []
        with shifted(shift() + _ANEW):
            for outcome in outcomes:
                test = tests.get(outcome.result.name)
                again = outcome
                if test is not None and test.visibility == "hidden" and outcome.result.verdict is Verdict.PASSED:
                    again = self._outcome(test, subject, trusted)
                    if again.result.verdict is not Verdict.PASSED and self._run(test, trusted)[0] is not None:
                        again = outcome  # the test itself does what no answer may: nothing can be seen there
                found.append(replace(again, records=outcome.records))
        return found

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
        look = error.look if isinstance(error, Unproven) else None
        return Outcome(result, records, is_aside(test.function), replace(required, unproven=look is not None), look)

    def _run(self, test: Test, subject: Subject) -> tuple[BaseException | None, tuple[Record, ...]]:
        # Public tests keep their inputs, so that they come out as in the learner's own notebook.
        with shifted(shift() + (self._seed if test.visibility == "hidden" else 0)):
            return run_test(test, subject)
