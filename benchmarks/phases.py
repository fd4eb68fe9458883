"""Where the time of one submission goes, on a worker that is warm.

The judge's part runs in a process of its own, as it does in grading, and nbgrader's part in this one, fed with the judge's
results. Each moment counts for one phase only: a call that a hidden test makes is waited for in "calls", not in "hidden tests".
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import json
import os
import socket
import subprocess
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from autograder.course.load import load
from autograder.course.model import Assignment, Course
from benchmarks import classroom
from benchmarks.classroom import ASSIGNMENT, ROOT

CELLS, CALLS, SEARCH = "cells", "calls", "search for a small example"
WARM_UP = "w"  # the learner whose submissions are graded first and not counted


class Clock:
    """Wall time by phase; within an inner phase the outer one's clock stands still."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        self._count()
        self._open.append(name)
        try:
            yield
        finally:
            self._count()
            self._open.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with self.phase(name):
                return function(*args, **kwargs)

        return wrapper

    def of(self, name: str) -> str:
        """`name` with the innermost open phase in front."""
        return f"{self._open[-1]}: {name}" if self._open else name

    def _count(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


def measure(
    course: Course, learners: int, profile: Path | None, kinds: Sequence[str] = ("right", "wrong")
) -> dict[str, Any]:
    """Seconds by phase, over all submissions of a class of `learners` with answers of `kinds`, and how many those are."""
    exercises = [exercise.id for exercise in course.assignment(ASSIGNMENT).exercises]
    names = [f"{'-'.join(kinds)}-{name}" for name in (WARM_UP, *map(str, range(learners)))]
    for name in names:
        classroom.hand_in(course.root, course, name, classroom.answers_of(name, exercises, kinds))
    results = course.root / "results.json"
    command = [sys.executable, "-m", "benchmarks.phases", str(course.root / "course.yml"), str(results), *names]
    if profile is not None:
        profile.mkdir(parents=True, exist_ok=True)
        command += ["--profile", str(profile / "judge.prof")]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"the judge gave no results:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    judged = json.loads(results.read_text(encoding="utf-8"))
    seconds = {**judged["seconds"], **_nbgrader(course, names, judged["results"], profile)}
    count = learners * len(exercises)
    return {
        "submissions": count,
        "learners": names[1:],
        "seconds": {**seconds, "in all": sum(seconds.values())},
        "added": added(seconds),
    }


def added(seconds: Mapping[str, float]) -> dict[str, float]:
    """What grading adds to the computing of a notebook's own cells, the answers that its tests ask for included."""
    extra = {name: value for name, value in seconds.items() if name != CELLS}
    search = sum(value for name, value in extra.items() if name.startswith(SEARCH))
    answers = sum(value for name, value in extra.items() if name.endswith(CALLS))
    everything = sum(extra.values())
    return {"in all": everything, "without the search": everything - search, "answers": answers}


def _nbgrader(course: Course, names: Sequence[str], results: dict[str, Any], profile: Path | None) -> dict[str, float]:
    """nbgrader's part, with every result at hand."""
    from nbformat import NotebookNode

    from autograder.gradebook import autograde, conversion, plugin
    from autograder.gradebook import transaction as gradebook
    from autograder.gradebook.config import nbgrader_config
    from autograder.gradebook.stamps import Stamps
    from autograder.gradebook.standing import Room, origins
    from autograder.grading import grade as grading
    from autograder.grading.ahead import digest
    from autograder.report.model import from_json

    clock = Clock()
    assignment = course.assignment(ASSIGNMENT)

    def ready(assignment: Assignment, notebook: str, nb: NotebookNode) -> Any:
        result = results[digest(notebook, nb)]
        return from_json(result["report"]), result["outputs"]

    config = nbgrader_config(course)
    plugin.grade = clock.timed("report pages", plugin.grade)
    restore = plugin.Restore.preprocess
    plugin.Restore.preprocess = lambda *args: clock.timed("restore", restore)(*args)  # type: ignore[method-assign]
    grading.set_ahead(ready)
    profiler = cProfile.Profile()
    found = autograde.handed_in(course, assignment, config, names)
    submitted = {hand_in.learner: hand_in for hand_in in found.hand_ins}
    stamps = Stamps(course.root / "stamps", assignment.id)
    room = Room(course, assignment, config, "cpu", submitted, stamps, gradebook.share())
    origin = origins(room)
    try:
        for name in names:
            if name == names[1]:
                clock.seconds.clear()
                if profile is not None:
                    profiler.enable()
            with _quiet(), contextlib.chdir(course.root), clock.phase("nbgrader: files and gradebook"):
                entered = conversion.convert(room, submitted[name], origin[name], conversion.Notices())
            if entered.reason is not None or entered.without:
                raise RuntimeError(f"nbgrader cannot grade {name}: {entered}")
    finally:
        profiler.disable()
        grading.set_ahead(None)
    if profile is not None:
        profiler.dump_stats(profile / "host.prof")
    return dict(clock.seconds)


def _quiet() -> warnings.catch_warnings[None]:
    return warnings.catch_warnings(action="ignore")  # nbgrader's own, about its use of SQLAlchemy


def _judge(course: Course, names: Sequence[str], results: Path, profile: Path | None) -> None:
    """The judge's part, as `autograder.grading.serving` does it."""
    from autograder.checks import search
    from autograder.course.released import released
    from autograder.grading import submission
    from autograder.grading.ahead import digest
    from autograder.grading.pictures import prepare
    from autograder.grading.serving import JudgeServer
    from autograder.grading.submission import Equipment, judge_notebook
    from autograder.grading.tests import ExerciseTests
    from autograder.notebook.cells import read, restore
    from autograder.notebook.shown import in_order
    from autograder.sandbox.launcher import Warm
    from autograder.sandbox.warmup import rehearse

    assignment = course.assignment(ASSIGNMENT)
    graders = ExerciseTests([exercise.folder for exercise in assignment.exercises], course.seed)
    rehearse()
    clock, profiler = Clock(), cProfile.Profile()
    judge = JudgeServer(course, "cpu", Future(), socket.socket())  # none is forked, and its sandbox is not used
    graders._outcome = _by_file(clock, graders._outcome)  # type: ignore[method-assign]
    search.smallest = clock.timed("search for a small example", search.smallest)
    submission.with_pictures = clock.timed("pictures", submission.with_pictures)  # type: ignore[attr-defined]
    pictures = course.feedback == "counterexamples"
    diagnose = clock.timed("diagnosis", judge._diagnose)
    equipment = Equipment(graders, judge._reference, judge._memory, diagnose, "cpu", pictures)
    prepare([exercise.folder for exercise in assignment.exercises] if pictures else [])
    found = {}
    with Warm(course.limits, course.isolation) as warm:
        for name in names:
            if name == names[1]:
                clock.seconds.clear()
                if profile is not None:
                    profiler.enable()
            for exercise in assignment.exercises:
                path = course.root / "submitted" / name / ASSIGNMENT / f"{exercise.notebook}.ipynb"
                nb = restore(read(path), released(assignment, exercise.notebook))
                key = digest(exercise.notebook, nb)
                session = _timed_session(clock, warm, course)
                with clock.phase("judge: the rest"):
                    judged = judge_notebook(equipment, session, warm.layers, assignment, exercise.notebook, nb)
                    answer = json.dumps({"report": judged.report.to_json(), "outputs": in_order(nb, judged.outputs)})
                with clock.phase("end of the process"):
                    session.close()
                found[key] = json.loads(answer)
    profiler.disable()
    if profile is not None:
        profiler.dump_stats(profile)
    results.write_text(json.dumps({"seconds": clock.seconds, "results": found}), encoding="utf-8")


def _by_file(clock: Clock, outcome: Callable[..., Any]) -> Callable[..., Any]:
    return lambda test, *rest: clock.timed(f"{test.visibility} tests", outcome)(test, *rest)


def _timed_session(clock: Clock, warm: Any, course: Course) -> Any:
    from autograder.sandbox.session import Session

    class Timed(Session):
        def execute(self, source: str) -> Any:
            with clock.phase(CELLS):
                return super().execute(source)

        def answer(self, packet: Any, seconds: float | None = None) -> Any:
            with clock.phase(clock.of(CALLS)):
                return super().answer(packet, seconds)

    with clock.phase("start of the process"):
        return Timed(warm, course.limits)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phases")
    parser.add_argument("course", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--profile", type=Path)
    options = parser.parse_args()
    import torch

    torch.set_num_threads(1)
    _judge(load(options.course, check_pieces=False), options.names, options.results, options.profile)
