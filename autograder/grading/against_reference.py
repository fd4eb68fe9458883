"""Lets pytest itself run a course's graders, each against its reference: `pytest graders/linear-networks/softmax`.

A course's graders/conftest.py imports everything that is public here; `autograder new course` writes one.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.checks.battery import battery
from autograder.checks.contract import Contract
from autograder.checks.rng import Rng, shift
from autograder.checks.search import begin_exercise
from autograder.course.layout import CONTRACT, enclosing, exercise_of
from autograder.course.load import load
from autograder.devices.simulated import register
from autograder.grading.reference import Answer, run_answer
from autograder.notebook.cells import read, reference_source
from autograder.remote.executor import Executor
from autograder.remote.student import Student

__all__ = [
    "accelerator",
    "device",
    "pytest_collect_file",
    "pytest_configure",
    "pytest_pycollect_makeitem",
    "reference",
    "rng",
    "seeded",
    "student",
]


def pytest_configure(config: pytest.Config) -> None:
    # Graders have the same file names in each folder, and import their siblings relatively.
    config.option.importmode = "importlib"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """A contract is collected as well."""
    return pytest.Module.from_parent(parent, path=file_path) if file_path.name == CONTRACT else None


def pytest_pycollect_makeitem(
    collector: pytest.Module, name: str, obj: object
) -> list[pytest.Item | pytest.Collector] | None:
    """The tests that follow from a contract, under their own names."""
    if name != "contract" or not isinstance(obj, Contract) or collector.path.name != CONTRACT:
        return None
    return [pytest.Function.from_parent(collector, name=n, callobj=test) for n, test in battery(obj).items()]


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """The state of grading: the global generator is seeded, the simulated device is known."""
    register()
    begin_exercise()
    state = torch.get_rng_state()
    torch.default_generator.manual_seed(shift())
    yield
    torch.set_rng_state(state)


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The reference in the place of a submission."""
    answer, source = _reference(request.node.path.parent)
    return Student(Executor(answer.namespace), source)


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Any:
    """The reference implementation's namespace."""
    return _reference(request.node.path.parent)[0].as_reference()


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Rng:
    """Random inputs, seeded by the test's name as in grading."""
    return Rng(f"{exercise_of(request.node.path.parent)}::{request.node.name}", "cpu")


@pytest.fixture
def device() -> str:
    """Where the inputs are."""
    return "cpu"


@pytest.fixture
def accelerator() -> str:
    """The simulated device."""
    return "sim"


@functools.cache
def _reference(folder: Path) -> tuple[Answer, str]:
    """The reference of an exercise's folder, with its source."""
    layout = enclosing(folder)
    if layout is None:
        raise pytest.UsageError(f"{folder} belongs to no course: no folder above it has a course.yml")
    course = load(layout.course_file, check_pieces=False)
    for assignment in course.assignments:
        for exercise in assignment.exercises:
            if exercise.folder == folder:
                source = reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
                return run_answer("reference", source), source
    raise pytest.UsageError(f"{folder} has no entry in course.yml")
