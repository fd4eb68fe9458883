"""Whole gradings on the simulated device: what is right on the CPU is right there, and what stays on the CPU is found."""

from pathlib import Path

import pytest

from autograder.course import load
from autograder.grading import grade_with
from autograder.judge.pool import Worker
from autograder.nbfile import read
from autograder.notebook import find, restore
from autograder.release import released
from autograder.report import Verdict

COURSE = load(Path(__file__).resolve().parents[1] / "course.yml")
EXERCISES = {exercise.id: (a, exercise.notebook) for a in COURSE.assignments for exercise in a.exercises}


@pytest.fixture(scope="module")
def worker():
    worker = Worker(COURSE.root / "course.yml", COURSE.limits.wall_seconds, "sim")
    yield worker
    worker.close()


def graded(worker, id, old="", new=""):
    assignment, notebook = EXERCISES[id]
    nb = restore(read(assignment.solutions / f"{notebook}.ipynb"), released(assignment, notebook))
    cell = nb.cells[find(nb, id)]
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    return grade_with(worker, nb, assignment, notebook, "sim")


@pytest.mark.parametrize("id", EXERCISES)
def test_the_reference_gets_every_point_there(worker, id):
    report = graded(worker, id)
    assert report.device == "sim"
    assert [t for e in report.exercises for t in e.tests if t.verdict is not Verdict.PASSED] == []
    assert report.score == report.points


def test_a_buffer_that_stays_on_the_cpu_loses_points_there(worker):
    report = graded(
        worker, "corr2d", "def corr2d(", "def corr2d(X, K):\n    return _corr2d(X, K).cpu()\n\ndef _corr2d("
    )
    [exercise] = report.exercises
    assert report.score < report.points
    by_id = {test.id: test for test in exercise.tests}
    assert by_id["test_device"].verdict is Verdict.FAILED
    assert "sim" in by_id["test_device"].message
