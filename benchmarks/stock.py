"""What a graded cell of the stock course runs in the learner's kernel: the public and hidden tests, unprotected.

It is the way stock nbgrader works, so it is what the other ways are measured against: the same tests, the same reference, the
same score, but the submission shares a process with them. Nothing is diagnosed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from autograder.checks.ownwork import CELL_BREAK
from autograder.course.modules import load_module
from autograder.grading.tests import ExerciseTests, counted_results
from autograder.remote.executor import Executor
from autograder.report.model import TestResult, exercise_report


def grade(exercise: str, points: float, folder: str, reference: str) -> float:
    """The score of what the kernel's cells have defined, as nbgrader takes it from a graded cell.

    `folder` holds the exercise's tests, `reference` is a file with the reference implementation.
    """
    torch.set_num_threads(1)
    namespace, source = _kernel(exercise)
    results = results_of(ExerciseTests([Path(folder)]), exercise, namespace, source, load_module(Path(reference)))
    return float(exercise_report(exercise, points, results, None).score or 0)


def results_of(
    graders: ExerciseTests, exercise: str, namespace: dict[str, Any], source: str, reference: Any
) -> Sequence[TestResult]:
    """What the tests say of a submission's names, `reference` beside them."""
    return counted_results(graders.run(exercise, Executor(namespace), source, reference))


def _kernel(exercise: str) -> tuple[dict[str, Any], str]:
    """The kernel's names, and its cells so far: the one that defines the exercise first, as the judge has them."""
    from IPython import get_ipython

    names: dict[str, Any] = get_ipython().user_ns
    cells = sorted(
        names["In"][1:-1], key=lambda cell: f"def {exercise}(" not in cell and f"class {exercise}" not in cell
    )
    return names, CELL_BREAK.join(cells)
