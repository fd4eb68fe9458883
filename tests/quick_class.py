"""A tiny class whose judge is a stand-in in this process, so that a test may grade it again and again."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tiny_course
from nbformat import NotebookNode, from_dict

sys.path.append(str(Path(__file__).parent / "hostile"))

import classroom

from autograder.course.load import load
from autograder.gradebook.autograde import Autograded, autograde
from autograder.gradebook.release import release
from autograder.grading import grade as grading
from autograder.grading import judges
from autograder.notebook.shown import Outputs, in_order


def _fake_judge() -> Any:
    """The stand-in's module, which puts itself in the place of `autograder.grading.grade`: not here."""
    import fake_judge

    sys.modules["autograder.grading.grade"] = grading
    return fake_judge


class Instant:
    """A grader that says what `fake_judge` does."""

    def __init__(self, root: Path) -> None:
        self._root, self.judged = root, 0

    def grade(self, assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], Outputs]:
        self.judged += 1
        course, nb = load(self._root / "course.yml", check_pieces=False), from_dict(nb)
        report = _fake_judge().grade_notebook(nb, course.assignment(assignment), notebook, course)
        shown = {index: cell.outputs for index, cell in enumerate(nb.cells) if cell.get("outputs")}
        return report.to_json(), in_order(nb, shown)

    def stop(self) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass
class QuickClass:
    root: Path
    judge: Instant

    def course(self, before: str, after: str) -> None:
        """Replaces words in course.yml."""
        path = self.root / "course.yml"
        assert before in path.read_text()
        path.write_text(path.read_text().replace(before, after))

    def configure(self, *lines: str) -> None:
        """Adds lines to nbgrader_config.py."""
        path = self.root / "nbgrader_config.py"
        path.write_text("\n".join([path.read_text(), "c = get_config()", *lines]) + "\n")

    def release(self, **options: Any) -> list[Path]:
        with warnings.catch_warnings(action="ignore"):
            return release(load(self.root / "course.yml"), ["sums"], **options)

    def hand_in(self, learner: str, answer: str = "right", at: str | bytes | None = None) -> Path:
        """A submission, with `at` in its timestamp.txt if there is one; its folder."""
        classroom.hand_in(self.root, learner, answer, "")
        folder = self.root / "submitted" / learner / "sums"
        (folder / "timestamp.txt").unlink()
        if at is not None:
            (folder / "timestamp.txt").write_bytes(at if isinstance(at, bytes) else at.encode())
        return folder

    def autograde(self, **options: Any) -> Autograded:
        course = load(self.root / "course.yml", check_pieces=False)
        with warnings.catch_warnings(action="ignore"):
            return autograde(course, course.assignment("sums"), **options)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.root / "gradebook.db")
        try:
            found = connection.execute(query, values).fetchall()
            connection.commit()
        finally:
            connection.close()
        return found

    def scores(self) -> dict[str, dict[str, float | None]]:
        """Automatic scores by learner and cell."""
        found: dict[str, dict[str, float | None]] = {}
        for (learner, _, cell), (score, *_) in classroom.grades(self.root).items():
            found.setdefault(learner, {})[cell] = score
        return found

    def penalties(self, learner: str) -> list[float | None]:
        """Of adding and questions."""
        query = """select late_submission_penalty from submitted_notebook
            join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
            join notebook on notebook.id = submitted_notebook.notebook_id
            where student_id = ? order by notebook.name"""
        return [penalty for (penalty,) in self.ask(query, learner)]

    def time(self, learner: str) -> str | None:
        """When the gradebook has a learner hand in, to the second."""
        ((time,),) = self.ask("select timestamp from submitted_assignment where student_id = ?", learner)
        return None if time is None else str(time).removesuffix(".000000")

    def judged(self) -> int:
        """How many notebooks have been judged so far."""
        return self.judge.judged


_template: list[Path] = []  # a released course: making one takes as long as grading it a few times


def make(root: Path, monkeypatch: pytest.MonkeyPatch, learners: Sequence[str] = ()) -> QuickClass:
    """A released course, and what `learners` have handed in."""
    made = QuickClass(root, Instant(root))
    monkeypatch.setattr(judges, "Worker", lambda nursery, seconds: made.judge)
    if _template and _template[0].exists():
        shutil.copytree(_template[0], root, dirs_exist_ok=True)
    else:
        root.mkdir(exist_ok=True)
        tiny_course.write(root)
        made.release()
        _template[:] = [Path(shutil.copytree(root, root.parent / "template"))]
    for learner in learners:
        made.hand_in(learner)
    return made
