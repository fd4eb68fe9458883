"""The judge's pytest plugin: collects the graders once, then runs them for one submission after another.

`pytest_runtestloop` is pytest's place for the loop over the collected tests. Here it hands a `Graders` to the function
that the plugin was made with, and that function lives as long as the judge does.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import torch
from _pytest.runner import runtestprotocol

from autograder.checks.aside import is_aside
from autograder.checks.requirements import Required, counted
from autograder.checks.rng import Rng, shift, shifted
from autograder.checks.search import begin_exercise
from autograder.checks.verdict import judged, uncheckable
from autograder.checks.weights import points_of, requires_of
from autograder.course.layout import HIDDEN, PUBLIC
from autograder.devices.simulated import register
from autograder.grading.reference import Unaltered
from autograder.remote.executor import Executor
from autograder.remote.student import Backend, Record, Student, records_of
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict
from autograder.sandbox.warmup import rehearse

VISIBILITIES = {PUBLIC: "public", HIDDEN: "hidden"}
_MESSAGE = 2000
# Parts of pytest that wrap each test in something that nobody reads here: files, reports, and prints of their own.
_UNUSED = """cacheprovider doctest junitxml logging pastebin setuponly setupplan stepwise subtests threadexception
unraisableexception""".split()


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


@dataclass
class _Subject:
    """What the fixtures stand for at the moment."""

    backend: Backend
    source: str
    reference: Any
    device: str
    student: Student | None = None
    excinfo: pytest.ExceptionInfo[BaseException] | None = None


class Graders:
    """The collected tests of every exercise."""

    def __init__(self, session: pytest.Session, plugin: JudgePlugin) -> None:
        self._plugin = plugin
        self._items: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            self._items.setdefault(item.path.parent.name, []).append(item)

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self._items)

    def run(
        self,
        exercise: str,
        backend: Backend,
        source: str,
        reference: Any,
        *,
        device: str = "cpu",
        stop: bool = False,
    ) -> list[Outcome]:
        """Runs every test of `exercise` on what answers `backend`; with `stop`, until one does not pass.

        `source` is the submission's solution cell as text, `reference` the reference namespace.
        """
        begin_exercise()
        items = self._items.get(exercise, [])
        outcomes = []
        for index, item in enumerate(items):
            subject = _Subject(backend, source, reference, device)
            # pytest keeps the module of the test that it is told will follow, and refuses to run any other. When it may
            # be the last, it is told so: then all is torn down.
            following = items[index + 1] if index + 1 < len(items) and not stop else None
            outcomes.append(self._run_one(item, following, subject))
            if stop and outcomes[-1].result.verdict is not Verdict.PASSED:
                break
        return outcomes

    def _run_one(self, item: pytest.Item, following: pytest.Item | None, subject: _Subject) -> Outcome:
        excinfo = self._plugin.run(item, following, subject)
        student = subject.student
        records = () if student is None else tuple(records_of(student))
        verdict, message, counterexample = judged(None if excinfo is None else excinfo.value)
        if verdict is Verdict.GRADER_ERROR and student is not None and self._holds_for_reference(item, subject):
            # The test itself is sound, so what broke it is what the submission returned.
            verdict = Verdict.FAILED
            message = uncheckable(message)
        if excinfo is not None and verdict is Verdict.GRADER_ERROR:
            message = plain("".join(traceback.format_exception(excinfo.value))[-_MESSAGE:])
        function, visibility = getattr(item, "function", len), VISIBILITIES[item.path.name]
        points = points_of(function)
        result = TestResult(
            item.name,
            points.title,
            points.weight,
            visibility,
            verdict,
            message and message.cut(_MESSAGE),
            counterexample,
        )
        required = Required(requires_of(function, visibility), points.essential)
        return Outcome(result, records, is_aside(function), required)

    def _holds_for_reference(self, item: pytest.Item, subject: _Subject) -> bool:
        trusted = _Subject(Executor(vars(subject.reference)), "", subject.reference, subject.device)
        return self._plugin.run(item, None, trusted) is None


class JudgePlugin:
    """Gives the fixtures, and `serve` the collected graders."""

    def __init__(self, serve: Callable[[Graders], None], backward: bool = True, seed: int = 0) -> None:
        self._serve, self._backward, self._seed = serve, backward, seed
        self._subject: _Subject | None = None

    def run(
        self, item: pytest.Item, following: pytest.Item | None, subject: _Subject
    ) -> pytest.ExceptionInfo[BaseException] | None:
        """Runs one test; what it raised, or None. A skip is not a pass."""
        self._subject = subject
        if subject.device == "sim":
            register()  # a test may name the device before anything has been put on it
        # Public tests keep their inputs, so that they come out as in the learner's own notebook.
        seed = self._seed if VISIBILITIES[item.path.name] == "hidden" else 0
        state = torch.get_rng_state()
        try:
            with shifted(shift() + seed):
                torch.default_generator.manual_seed(shift())
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            torch.set_rng_state(state)
            self._subject = None
        return subject.excinfo

    @pytest.hookimpl
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} graders cannot be collected")
        session.config.option.no_summary = True  # from here on, failures are the submissions'
        # Else the first replay of a diagnosis would spend its time on torch's imports.
        rehearse(backward=self._backward)
        self._serve(Graders(session, self))
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Tells nobody of the reports: pytest's terminal would keep them all, and a judge runs tests by the ten thousand."""
        runtestprotocol(item, log=False, nextitem=nextitem)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """A report without pytest's rendering of the failure, which takes longer than the test and which nobody reads."""
        subject = self._current()
        if call.excinfo is not None and subject.excinfo is None:
            subject.excinfo = call.excinfo
        outcome = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when, duration=call.duration)  # type: ignore[arg-type]

    @pytest.fixture
    def student(self) -> Student:
        """The submission."""
        subject = self._current()
        subject.student = Student(subject.backend, subject.source)
        return subject.student

    @pytest.fixture
    def reference(self) -> Any:
        """The reference implementation's namespace."""
        return Unaltered(self._current().reference)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> Rng:
        """Random inputs on the device, seeded by the test's name."""
        return Rng(f"{request.node.path.parent.name}::{request.node.name}", self._current().device)

    @pytest.fixture
    def device(self) -> str:
        """ "cpu", "sim" or "cuda": where the inputs are."""
        return self._current().device

    @pytest.fixture
    def accelerator(self) -> str:
        """ "cuda" where grading runs on one, else "sim"."""
        return "cuda" if self._current().device == "cuda" else "sim"

    def _current(self) -> _Subject:
        if self._subject is None:
            raise RuntimeError("no submission is being graded")
        return self._subject


def run_judge(folders: list[Path], serve: Callable[[Graders], None], *, backward: bool = True, seed: int = 0) -> int:
    """Collects the tests of the exercise folders and calls `serve` with them; pytest's exit status.

    `backward`: whether a backward pass may be run before, see `rehearse`. `seed` is `Course.seed`. A test that cannot be collected ends this with
    status 2 and pytest's message on standard error.
    """
    files = [str(folder / name) for folder in folders for name in VISIBILITIES]
    options = [f"-pno:{plugin}" for plugin in _UNUSED]
    options += ["-q", "--capture=no", "--import-mode=importlib", "--noconftest"]
    options += ["--tb=short", "-c", str(Path(__file__).with_name("pytest.ini")), f"--rootdir={folders[0].parent}"]
    return int(pytest.main([*options, *files], plugins=[JudgePlugin(serve, backward, seed)]))
