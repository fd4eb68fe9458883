"""What a graded cell of the stock course runs in the learner's kernel: the public and hidden tests, unprotected.

It is the way stock nbgrader works, so it is what the other ways are measured against: the same tests, the same reference, the
same score, but the submission shares a process with them. Nothing is diagnosed.
"""

from __future__ import annotations

import importlib.util
import inspect
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch

from autograder.checks.ownwork import CELL_BREAK
from autograder.checks.rng import Rng
from autograder.checks.search import begin_exercise
from autograder.checks.verdict import judged
from autograder.checks.weights import points_of
from autograder.remote.executor import Executor
from autograder.remote.student import Student
from autograder.report.model import TestResult, Verdict, exercise_report

VISIBILITIES = {"test_public.py": "public", "test_hidden.py": "hidden"}


def grade(exercise: str, points: float, folder: str, reference: str) -> float:
    """The score of what the kernel's cells have defined, as nbgrader takes it from a graded cell.

    `folder` holds the exercise's tests, `reference` is a file with the reference implementation.
    """
    torch.set_num_threads(1)
    namespace, source = _kernel(exercise)
    trusted = _module(Path(reference))
    begin_exercise()
    results = []
    for name, visibility in VISIBILITIES.items():
        for test in _tests(_module(Path(folder, name))):
            results.append(_result(test, visibility, exercise, Student(Executor(namespace), source), trusted))
    return float(exercise_report(exercise, points, tuple(results), None).score or 0)


def _kernel(exercise: str) -> tuple[dict[str, Any], str]:
    """The kernel's names, and its cells so far: the one that defines the exercise first, as the judge has them."""
    from IPython import get_ipython

    names: dict[str, Any] = get_ipython().user_ns
    cells = sorted(
        names["In"][1:-1], key=lambda cell: f"def {exercise}(" not in cell and f"class {exercise}" not in cell
    )
    return names, CELL_BREAK.join(cells)


def _tests(module: types.ModuleType) -> Iterator[Callable[..., None]]:
    for name, value in vars(module).items():
        if name.startswith("test_") and inspect.isfunction(value) and value.__module__ == module.__name__:
            yield value


def _module(path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(f"stock_{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _result(
    test: Callable[..., None], visibility: Any, exercise: str, student: Student, reference: types.ModuleType
) -> TestResult:
    rng = Rng(f"{exercise}::{test.__name__}", "cpu")
    fixtures = {"student": student, "reference": reference, "rng": rng, "device": "cpu", "accelerator": "sim"}
    torch.manual_seed(0)
    error: Exception | None = None
    try:
        test(**{name: fixtures[name] for name in inspect.signature(test).parameters})
    except Exception as raised:  # noqa: BLE001  whatever a test raises is a result
        error = raised
    verdict, message, counterexample = judged(error)
    if verdict is Verdict.GRADER_ERROR:
        verdict = Verdict.FAILED  # these tests are proven elsewhere, so it was the submission that broke one
    points = points_of(test)
    return TestResult(test.__name__, points.title, points.weight, visibility, verdict, message, counterexample)
