"""How long a command takes from its start to the first result, beside what to import torch and nbgrader takes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks import classroom
from benchmarks.classroom import ASSIGNMENT

_LEARNER = "first"
_MORE = "more"  # the assignment of the exercises that nobody hands in


def measure(
    exercise: str, sizes: Sequence[int], folder: Path, environment: Mapping[str, str], times: int
) -> dict[str, Any]:
    """`imports`, and the seconds until the first result by the number of exercises in a course.

    Each is done so many `times`, and the quickest counts: nothing makes a start quicker than it is. The assignment that is graded has one `exercise`, and one learner has handed it in.
    """
    found: dict[str, Any] = {"imports": min(_imports(environment) for _ in range(times)), "first": {}}
    for size in sizes:
        course = classroom.our_course(folder / f"course-of-{size}", [exercise])
        classroom.hand_in(course.root, course, _LEARNER, classroom.answers_of(_LEARNER, [exercise]))
        grow(course.root, size)
        found["first"][str(size)] = min(_first(course.root, environment) for _ in range(times))
    return found


def grow(root: Path, size: int) -> None:
    """Adds exercises that nobody hands in, copies of those that there are, until the course has `size` of them."""
    path = root / "course.yml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    there = data["assignments"][0]["exercises"]
    entries = []
    for number in range(size - len(there)):
        original = there[number % len(there)]
        name = f"{original['id']}_{number}"
        shutil.copytree(root / "graders" / ASSIGNMENT / original["id"], root / "graders" / _MORE / name)
        (root / "solutions" / _MORE).mkdir(exist_ok=True)
        notebook = root / "solutions" / ASSIGNMENT / f"{original['notebook']}.ipynb"
        shutil.copy(notebook, root / "solutions" / _MORE / f"{name}.ipynb")
        entries.append({**original, "id": name, "notebook": name})
    if entries:
        data["assignments"].append({"id": _MORE, "exercises": entries})
        path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def _imports(environment: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import torch, nbgrader"], env=dict(environment), check=True)
    return time.perf_counter() - began


def _first(root: Path, environment: Mapping[str, str]) -> float:
    shutil.rmtree(root / "autograded", ignore_errors=True)
    command = [sys.executable, "-m", "autograder.entry", "autograde", ASSIGNMENT, "--jobs", "2", "--force"]
    began = time.perf_counter()
    with (root / "command.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--student", _LEARNER], cwd=root, env=dict(environment), stdout=log, stderr=log
        )
        while not any((root / "reports").rglob(f"{_LEARNER}/*.json")) and process.poll() is None:
            time.sleep(0.005)
        took = time.perf_counter() - began
        status = process.wait()
    shutil.rmtree(root / "reports", ignore_errors=True)
    if status:
        raise RuntimeError(f"the command ended with status {status}:\n{(root / 'command.log').read_text()[-3000:]}")
    return took
