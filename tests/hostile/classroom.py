"""A tiny class whose submissions a quick judge grades, the commands that grade it, and what they have left behind."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

TESTS = Path(__file__).resolve().parents[1]
sys.path.append(str(TESTS))

import forked  # noqa: E402
import quick_judge  # noqa: E402
import tiny_course  # noqa: E402

from autograder.course.load import load  # noqa: E402
from autograder.gradebook.release import release  # noqa: E402
from autograder.notebook.cells import find  # noqa: E402

OURS = ("autograder", "autograde", "sums", "--jobs", "2")
NBGRADERS = ("nbgrader", "autograde", "sums", "--log-level=ERROR")
ANSWERS = {"ada": "right", "ben": "wrong", "cleo": "right", "dan": "wrong", "eva": "right", "finn": "wrong"}
GRADES = """\
select assignment.student_id, notebook.name, base_cell.name, grade.auto_score, grade.manual_score,
       grade.needs_manual_grade
from grade join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment assignment on assignment.id = submitted_notebook.assignment_id
join notebook on notebook.id = submitted_notebook.notebook_id
join base_cell on base_cell.id = grade.cell_id
"""
MANUAL = 1.5
# As `python -m`, once the judge's place is taken.
QUICK = """\
import runpy, sys
import quick_judge
quick_judge.take_over()
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True)
class Undisturbed:
    """The class before it is graded, and what one whole run makes of it."""

    before: Path
    grades: dict[tuple[str, str, str], tuple[float | None, float | None, bool]]
    files: dict[str, str]


def undisturbed(folder: Path) -> Undisturbed:
    before = make(folder / "before")
    after = shutil.copytree(before, folder / "after")
    done = run(after, OURS)
    assert done.returncode == 0, done.stderr
    found = grades(after)
    assert {learner for learner, _, _ in found} == set(ANSWERS)
    assert {scores[0] for scores in found.values()} == {1, 2, 4}
    return Undisturbed(before, found, files(after))


def make(root: Path) -> Path:
    """The class before the run that counts: ada's first submission is graded, by hand too, and she has a second one."""
    root.mkdir()
    tiny_course.write(root)
    (root / "solutions/sums/data.csv").write_text("1,2\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        release(load(root / "course.yml"), ["sums"])
    config = root / "nbgrader_config.py"  # which a release reads as well: in this process, whose judges stay
    config.write_text(f"{quick_judge.IN_CONFIG}{config.read_text()}")
    hand_in(root, "ada", "wrong", "2026-11-01 12:00:00 UTC")
    first = run(root, OURS)
    assert first.returncode == 0, first.stderr
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        gradebook.execute("update grade set manual_score = ?", (MANUAL,))
    gradebook.close()
    for learner, answer in ANSWERS.items():
        hand_in(root, learner, answer, "2026-11-02 12:00:00 UTC")
    return root


def hand_in(root: Path, learner: str, answer: str, at: str) -> None:
    folder = root / "submitted" / learner / "sums"
    folder.mkdir(parents=True, exist_ok=True)
    for name, cell in (("adding", "add"), ("questions", "add-quiz")):
        nb = nbformat.read(root / "assignments" / "01-sums" / f"{name}.ipynb", 4)
        index = find(nb, cell)
        assert index is not None
        nb.cells[index].source = f"# {answer}"
        (folder / f"{name}.ipynb").write_text(json.dumps(nb))
    (folder / "timestamp.txt").write_text(at)


def environment(root: Path) -> dict[str, str]:
    path = os.pathsep.join(map(str, (TESTS / "hostile", TESTS, TESTS.parent)))
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(root), "PYTHONPATH": path, "OMP_NUM_THREADS": "1"}


def begun(root: Path, command: Sequence[str], *before: str) -> subprocess.Popen[str] | forked.Command:
    """The command, running in the course's folder; `before` may be a command that starts it."""
    module, *arguments = command
    module = "autograder.entry" if module == "autograder" else module
    # Else the command would load a real judge while it does not know yet that it is to use a quick one.
    quick = quick_judge.IN_CONFIG in (root / "nbgrader_config.py").read_text()
    if not before:
        first = ["quick_judge:take_over"] if quick else []
        return forked.Command(module, *arguments, cwd=root, env=environment(root), first=first)
    start = ["-c", QUICK] if quick else ["-m"]
    return subprocess.Popen(
        [*before, sys.executable, *start, module, *arguments],
        cwd=root,
        env=environment(root),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(root: Path, command: Sequence[str], *before: str) -> subprocess.CompletedProcess[str]:
    with begun(root, command, *before) as process:
        _, errors = process.communicate(timeout=300)
    return subprocess.CompletedProcess(list(command), process.returncode, "", errors)


def grades(root: Path) -> dict[tuple[str, str, str], tuple[float | None, float | None, bool]]:
    """(automatic score, manual score, whether one is needed) by learner, notebook and cell; the file must be sound."""
    gradebook = sqlite3.connect(root / "gradebook.db")
    assert gradebook.execute("pragma integrity_check").fetchall() == [("ok",)]
    found = gradebook.execute(GRADES).fetchall()
    gradebook.close()
    assert len({row[:3] for row in found}) == len(found), "a cell has two grades"
    return {row[:3]: row[3:] for row in found}


def files(root: Path) -> dict[str, str]:
    """Everything below autograded/."""
    folder = root / "autograded"
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}
