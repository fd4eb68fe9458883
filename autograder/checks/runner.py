"""The one way in which tests are run: by the learner's `check`, by judges, and in proofs.

A test is a plain function of test_public.py or test_hidden.py whose name begins with "test", or follows from
contract.py (see `battery`). It is called with what its parameters name, and passes when it raises nothing.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy
import torch

from autograder.checks.inside import Inside
from autograder.checks.requirements import Required
from autograder.checks.rng import Rng, shift
from autograder.checks.weights import alternatives_of, points_of, requires_of
from autograder.course.modules import load_module
from autograder.remote import complexes
from autograder.remote.student import Backend, Record, Student, end, records_of
from autograder.report.message import Message
from autograder.report.model import TestResult, Verdict

# What a test may ask for. Public tests are run by `check` too, where there is neither a reference nor an accelerator.
PARAMETERS = {
    "public": ("student", "rng", "device"),
    "hidden": ("student", "reference", "rng", "device", "accelerator"),
}


class UnusableTests(Exception):
    """A file of tests cannot be used; the message names it and says why."""


@dataclass(frozen=True)
class Test:
    """`visibility` is "public" or "hidden"; `function` is called with `parameters`."""

    exercise: str
    visibility: str
    name: str
    function: Callable[..., object]
    parameters: tuple[str, ...]

    __test__ = False  # pytest collects classes by this prefix

    @property
    def qualified(self) -> str:
        """As results and `expected.yml` name it: `test_hidden::test_values`."""
        return f"test_{self.visibility}::{self.name}"


@dataclass(frozen=True)
class Subject:
    """What is tested: `backend` answers its calls, `source` is its solution cell as text.

    `reference` is what hidden tests compare with; `device` is "cpu", "sim" or "cuda": where the inputs are.
    """

    backend: Backend
    source: str
    reference: Any = None
    device: str = "cpu"

    def arguments(self, test: Test) -> dict[str, object]:
        """What each of the test's parameters stands for."""
        made: dict[str, Callable[[], object]] = {
            "student": lambda: Student(self.backend, self.source),
            "reference": lambda: self.reference,
            "rng": lambda: Rng(f"{test.exercise}::{test.name}", self.device),
            "device": lambda: self.device,
            "accelerator": lambda: "cuda" if self.device == "cuda" else "sim",
        }
        return {name: made[name]() for name in test.parameters}


def load_tests(path: Path, exercise: str, visibility: str) -> list[Test]:
    """The tests of a file in the order of their definition. Raises UnusableTests, also for a test that would be left
    out."""
    module = imported(path)
    again = [name for name, count in _definitions(path).items() if count > 1]
    found: list[Test] = []
    for name, value in vars(module).items():
        reason = f"{name} is defined twice" if name in again else _refused(name, value)
        if reason is not None:
            raise UnusableTests(f"{shown(path)}: {reason}; tests are plain functions, each called once")
        if name.startswith("test") and inspect.isfunction(value) and _wanted(value):
            found.append(made_test(path, exercise, visibility, name, value))
    if not found:
        raise UnusableTests(f"{shown(path)} has no tests: no function whose name begins with test")
    return found


def made_test(path: Path, exercise: str, visibility: str, name: str, function: Callable[..., object]) -> Test:
    """The function of the file as a test. Raises UnusableTests for a parameter that does not exist here."""
    return Test(
        exercise, visibility, name, function, _parameters(function, f"{shown(path)}: {name}", PARAMETERS[visibility])
    )


def imported(path: Path) -> ModuleType:
    """A file of an exercise's folder as a module. Raises UnusableTests."""
    try:
        module = load_module(path)
        for value in vars(module).values():
            if isinstance(value, Inside):
                value.source  # noqa: B018  raises for a name that will not be there
        return module
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  SystemExit as well, and pytest's skip of a whole file
        raise UnusableTests(f"{shown(path)} cannot be imported:\n{_traceback(error, path)}") from None


def run_test(test: Test, subject: Subject) -> tuple[BaseException | None, tuple[Record, ...]]:
    """What the test raised, None when it passed, and the calls that it made.

    KeyboardInterrupt passes through: it is the way out of an endless loop.
    """
    with _conditions():
        arguments = subject.arguments(test)
        raised: BaseException | None = None
        try:
            test.function(**arguments)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  whatever ends a test is its result; a skip is not a pass
            raised = error
    student = arguments.get("student")
    if not isinstance(student, Student):
        return raised, ()
    end(student)
    return raised, tuple(records_of(student))


def scored(
    test: Test, verdict: Verdict, message: Message | None, counterexample: str | None
) -> tuple[TestResult, Required]:
    """The test's result with its weight and title, and what it requires to count: see `requirements.counted`."""
    points = points_of(test.function)
    result = TestResult(test.name, points.title, points.weight, test.visibility, verdict, message, counterexample)
    required, one_of = (names(test.function, test.visibility) for names in (requires_of, alternatives_of))
    return result, Required(required, one_of, essential=points.essential)


@contextlib.contextmanager
def _conditions() -> Iterator[None]:
    """The same for every test, whatever a notebook or another test has set; and they do not notice."""
    states = torch.get_rng_state(), random.getstate(), numpy.random.get_state()
    dtype = torch.get_default_dtype()
    torch.default_generator.manual_seed(shift())
    torch.set_default_dtype(torch.float32)
    try:
        with torch.enable_grad():
            yield
    finally:
        complexes.forgotten()
        torch.set_default_dtype(dtype)
        torch.set_rng_state(states[0])
        random.setstate(states[1])
        numpy.random.set_state(states[2])


def _parameters(function: Callable[..., object], place: str, known: Sequence[str]) -> tuple[str, ...]:
    # As in pytest, a parameter that has a value is the test's own affair.
    names = tuple(name for name, p in inspect.signature(function).parameters.items() if p.default is p.empty)
    for name in names:
        if name not in known:
            there = f"{', '.join(known[:-1])} and {known[-1]}"
            raise UnusableTests(f"{place} has the parameter {name}, which does not exist here; there are {there}")
    return names


def _wanted(value: Any) -> bool:
    return getattr(value, "__test__", True) is not False


def _refused(name: str, value: Any) -> str | None:
    """Why pytest would not simply call what a module holds under `name`, if that is a test; None where it would."""
    fixture = value, getattr(value, "_pytestfixturefunction", None)  # of pytest since 8.4, and before
    if {type(part).__name__ for part in fixture} & {"FixtureFunctionDefinition", "FixtureFunctionMarker"}:
        return f"{name} is a fixture"
    if name == "pytestmark":
        return "pytestmark marks the tests"
    if inspect.isclass(value):
        case = any(base.__module__ == "unittest.case" for base in value.__mro__)
        return f"{name} is a class of tests" if case or (name.startswith("Test") and _wanted(value)) else None
    if not name.startswith("test") or not callable(value) or not _wanted(value):
        return None
    if getattr(value, "pytestmark", None):
        return f"{name} is marked ({', '.join(mark.name for mark in value.pytestmark)})"
    if inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value) or inspect.isgeneratorfunction(value):
        return f"{name} is asynchronous or a generator"
    return None if inspect.isfunction(value) else f"{name} can be called, but is no function"


def _definitions(path: Path) -> Counter[str]:
    """How often each name that begins with "test" is defined or given a value: of two, the first would never be called."""
    names: list[str] = []
    for node in ast.parse(path.read_bytes(), str(path)).body:
        if isinstance(node, ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return Counter(name for name in names if name.startswith("test"))


def _traceback(error: BaseException, path: Path) -> str:
    """The traceback from the file on: how it was loaded says nothing."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename != str(path):
        frames = frames.tb_next
    return "".join(traceback.format_exception(type(error), error, frames)).strip()


def shown(path: Path) -> str:
    """The path as messages show it: `linear-networks/softmax/test_hidden.py`."""
    return "/".join(path.parts[-3:])
