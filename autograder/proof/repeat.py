"""Does a right answer get every point, whatever the random numbers? Graded many times, each time with other seeds.

In real gradings the seeds are fixed, so that the same submission is always graded alike: a false alarm would come from how
an answer happens to draw or round, and that is what other seeds stand for here.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence

import torch

from autograder.checks.rng import shifted
from autograder.checks.search import without_search
from autograder.course.model import Assignment, Course, Exercise
from autograder.grading.answers import read_answers, test_name
from autograder.grading.reference import run_answer
from autograder.grading.tests import Graders, run_judge
from autograder.notebook.cells import read, reference_source
from autograder.remote.executor import Executor
from autograder.report.model import Verdict


def repeat(course: Course, exercises: Sequence[str], times: int) -> list[str]:
    """One line for each test that a right answer failed in `times` gradings of each exercise, each with seeds of its own.

    In turn the reference and each known right answer is graded. An exercise that could not be graded has a line too.
    """
    torch.set_num_threads(1)
    entries = [(a, e) for a in course.assignments for e in a.exercises if e.id in exercises]
    found: list[str] = []
    graded: set[str] = set()

    def serve(graders: Graders) -> None:
        with without_search():
            for assignment, exercise in entries:
                found.extend(_false_alarms(graders, assignment, exercise, times))
                graded.add(exercise.id)

    with contextlib.redirect_stdout(io.StringIO()):  # pytest's dots
        run_judge([exercise.folder for _, exercise in entries], serve, seed=course.seed)
    return found + [f"{e.id}: could not be graded" for _, e in entries if e.id not in graded]


def _false_alarms(graders: Graders, assignment: Assignment, exercise: Exercise, times: int) -> Iterator[str]:
    reference = run_answer("reference", reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")))
    answers = [("the reference", reference.source)]
    answers += [(a.name, a.source) for a in read_answers(exercise.folder)[0] if a.kind == "right"]
    for number in range(1, times + 1):
        name, source = answers[number % len(answers)]
        backend = Executor(run_answer(name, source).namespace)
        with shifted(number):
            outcomes = graders.run(exercise.id, backend, source, reference.as_reference())
        if not outcomes:
            yield f"{exercise.id}: {name} meets no test"
        for result in (outcome.result for outcome in outcomes):
            if result.verdict is not Verdict.PASSED:
                yield f"{exercise.id}: {name} with seeds {number}: {test_name(result)}: {result.words}"
