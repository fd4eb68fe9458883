"""Does a right answer get every point, whatever the random numbers? Graded many times, each time with other seeds.

In real gradings the seeds are fixed, so that the same submission is always graded alike: a false alarm would come from
how an answer happens to draw or round, and that is what other seeds stand for here.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

import torch

from autograder.checks.rng import shifted
from autograder.checks.runner import UnusableTests
from autograder.checks.search import without_search
from autograder.course.model import Assignment, Course, Exercise
from autograder.grading.answers import read_answers, test_name
from autograder.grading.reference import run_answer
from autograder.grading.tests import ExerciseTests
from autograder.notebook.cells import read, reference_source
from autograder.remote.executor import Executor
from autograder.report.model import Verdict
from autograder.sandbox.warmup import rehearse


def repeat(course: Course, exercises: Sequence[str], times: int) -> list[str]:
    """One line for each test that a right answer failed in `times` gradings of each exercise, each with seeds of its
    own.

    In turn the reference and each known right answer is graded. An exercise that could not be graded has a line too.
    """
    torch.set_num_threads(1)
    rehearse()  # compiled functions run eagerly, as in a judge
    found: list[str] = []
    with without_search(), warnings.catch_warnings(action="ignore"):
        for assignment in course.assignments:
            for exercise in assignment.exercises:
                if exercise.id in exercises:
                    try:
                        graders = ExerciseTests([exercise.folder], course.seed)
                    except UnusableTests as error:
                        found.append(f"{exercise.id}: could not be graded: {error}")
                    else:
                        found.extend(_false_alarms(graders, assignment, exercise, times))
    return found


def _false_alarms(graders: ExerciseTests, assignment: Assignment, exercise: Exercise, times: int) -> Iterator[str]:
    reference = run_answer("reference", reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")))
    answers = [("the reference", reference.source)]
    answers += [(a.name, a.source) for a in read_answers(exercise.folder, reference.source)[0] if a.kind == "right"]
    for number in range(1, times + 1):
        name, source = answers[number % len(answers)]
        backend = Executor(run_answer(name, source).namespace)
        with shifted(number):
            outcomes = graders.run(exercise.id, backend, source, reference.as_reference())
        for result in (outcome.result for outcome in outcomes):
            if result.verdict is not Verdict.PASSED:
                yield f"{exercise.id}: {name} with seeds {number}: {test_name(result)}: {result.words}"
