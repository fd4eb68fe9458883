"""A course of many exercises, and which of its files a command looks at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import doubling
import nbformat
from nbformat.v4 import new_notebook

# Python runs it at the start of every process that finds it: notes what is opened or listed below the course, and lets
# nothing import pytest, which no command needs.
SITECUSTOMIZE = """
import os, sys
ROOT, LOG = {root!r}, {log!r}
try:
    LOG = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
except OSError:
    LOG = None  # in a sandbox
def note(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and LOG is not None:
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes)) else ""
        if path.startswith(ROOT):
            os.write(LOG, (path[len(ROOT):] + "\\n").encode())
sys.addaudithook(note)
class NoPytest:
    def find_spec(self, name, path=None, target=None):
        if name in ("pytest", "_pytest"):
            raise ModuleNotFoundError("No module named " + name)
sys.meta_path.insert(0, NoPytest())
"""


def write(root: Path, assignments: int, exercises: int) -> dict[str, list[str]]:
    """Writes a released course of so many assignments, each of so many exercises; their ids."""
    ids = {f"part-{a}": [f"double_{a}_{e}" for e in range(exercises)] for a in range(assignments)}
    lines = ["schema: 1", "title: Many", "assignments:"]
    for number, (assignment, names) in enumerate(ids.items(), 1):
        lines += [f"  - id: {assignment}", "    exercises:"]
        lines += [f"      - {{id: {name}, notebook: {name}, points: 1}}" for name in names]
        for name in names:
            _write_exercise(root, assignment, number, name)
    (root / "course.yml").write_text("\n".join(lines) + "\n")
    return ids


def _write_exercise(root: Path, assignment: str, number: int, id: str) -> None:
    cells = doubling.cells(doubling.SOLUTION.replace("NAME", id), id)
    for folder in (f"solutions/{assignment}", f"assignments/{number:02}-{assignment}"):
        path = root / folder / f"{id}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=cells), path)
    for name, text in (("test_public.py", doubling.PUBLIC), ("test_hidden.py", doubling.HIDDEN)):
        path = root / "graders" / assignment / id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("NAME", id))
    answers = root / "graders" / assignment / id / "answers"
    answers.mkdir()
    (answers / "right_sum.py").write_text(doubling.RIGHT.replace("NAME", id))


def looked_at(root: Path, noting: Path, *arguments: str) -> tuple[str, set[str]]:
    """What `autograder ARGUMENTS` prints in the course's folder, and what of the course its processes open or list.

    `noting` is an empty folder elsewhere.
    """
    log = noting / "log"
    (noting / "sitecustomize.py").write_text(SITECUSTOMIZE.format(root=f"{root}/", log=str(log)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(noting), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "autograder.entry", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, set(log.read_text().splitlines())
