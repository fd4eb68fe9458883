"""The bench of a proof: one exercise with its tests and its reference, on which answers are run in turn."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property

from autograder.course.model import Exercise
from autograder.grading.answers import KnownAnswer
from autograder.grading.guard import Guarded, cpu_limit
from autograder.grading.reference import Answer, run_answer
from autograder.grading.tests import ExerciseTests, Outcome, counted_results
from autograder.proof.words import words_of
from autograder.remote.executor import Executor
from autograder.report.model import Verdict, exercise_report

_CALL_SECONDS = 5.0


@dataclass(frozen=True)
class Score:
    """What a wrong answer earns, in points; None after a grader error. `passes_public`: it passes every public test, so
    a learner has no sign of the mistake before grading."""

    answer: str
    title: str
    score: float | None
    passes_public: bool = False


@dataclass
class Bench:
    """`slowest` is the longest that a right answer took for all tests, in seconds of CPU time; `scores` are those
    noted."""

    graders: ExerciseTests
    exercise: Exercise
    reference: Answer
    slowest: float = 0.0
    scores: list[Score] = field(default_factory=list)

    def run(self, name: str, source: str, *, first: str | None = None, ours: bool = False) -> list[Outcome]:
        """Runs the tests on `source`, see `tested`. Raises what it raises itself when it is executed."""
        return self.tested(source, self.executed(name, source, _CALL_SECONDS), first=first, ours=ours)

    def run_timed(self, answer: KnownAnswer) -> list[Outcome]:
        """`run` of a right answer."""
        started = time.process_time()
        outcomes = self.run(answer.name, answer.source)
        self.slowest = max(self.slowest, time.process_time() - started)
        return outcomes

    def executed(self, name: str, source: str, seconds: float) -> Guarded:
        """What `source` defines, with `seconds` of CPU time for itself and for each call."""
        with cpu_limit(seconds):
            namespace = run_answer(name, source).namespace
        return Guarded(Executor(namespace), seconds)

    def tested(self, source: str, backend: Guarded, *, first: str | None = None, ours: bool = False) -> list[Outcome]:
        """The outcomes of the tests; with `first`, that one before the others, until one does not pass.

        Operators are counted in every test only where that may tell something, as it takes longer than the tests: not
        of an answer in the reference's own words, whose operators are the reference's, nor where the engine made it
        (`ours`).
        """
        known = ours or (source != self.reference.source and words_of(source) <= self._words)
        return self.graders.run(
            self.exercise.id,
            backend,
            source,
            self.reference.as_reference(),
            stop=first is not None,
            first=first or None,
            watch=not known,
        )

    @cached_property
    def _words(self) -> frozenset[str]:
        return words_of(self.reference.source)

    def score(self, name: str, title: str, outcomes: list[Outcome]) -> float | None:
        """Notes what the answer earns; its share of the points, None after a grader error."""
        points = self.exercise.points
        results, required = counted_results(outcomes), self.exercise.required
        score = exercise_report(self.exercise.id, points, results, required=required).score
        public = [outcome.result for outcome in outcomes if outcome.result.visibility == "public"]
        passes = all(result.verdict is Verdict.PASSED for result in public)
        self.scores.append(Score(name, title, score, passes))
        return None if score is None else score / points
