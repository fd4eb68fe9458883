"""Whole gradings on the simulated device: what is right on the CPU is right there, what stays on the CPU is found."""

import functools
from pathlib import Path

import pytest

from autograder.course.load import load
from autograder.course.released import released
from autograder.grading.grade import grade_with
from autograder.grading.judges import Nursery, Worker
from autograder.notebook.cells import find, restore
from autograder.notebook.file import read
from autograder.report.model import Verdict

COURSE = load(Path(__file__).resolve().parents[2] / "course.yml")
EXERCISES = {exercise.id: (a, exercise.notebook) for a in COURSE.assignments for exercise in a.exercises}


@pytest.fixture(scope="module")
def device():
    return "sim"


@pytest.fixture(scope="module")
def grade(device):
    """Grades the solution of an exercise in which `old` became `new`; its part of the report, and what lost points.

    Exercises of one notebook are graded together, and once.
    """

    @functools.cache
    def graded(assignment, notebook, id, old, new):
        nb = restore(read(assignment.solutions / f"{notebook}.ipynb"), released(assignment, notebook))
        if id is not None:
            cell = nb.cells[find(nb, id)]
            assert old in cell.source
            cell.source = cell.source.replace(old, new)
        report = grade_with(worker, nb, assignment, notebook, device)
        assert report.device == device
        return report

    def grade(id, old=None, new=None):
        report = graded(*EXERCISES[id], None if old is None else id, old, new)
        (part,) = (part for part in report.exercises if part.id == id)
        return part, [test for test in part.tests if test.verdict is not Verdict.PASSED]

    assignments = [assignment.id for assignment in COURSE.assignments]
    worker = Worker(Nursery(COURSE.root / "course.yml", assignments, device), COURSE.limits.wall_seconds)
    yield grade
    worker.close()


@pytest.mark.parametrize("id", EXERCISES)
def test_the_reference_gets_every_point_there(grade, id):
    part, lost = grade(id)
    assert [(t.id, t.words) for t in lost] == []
    assert part.score == part.points


def test_a_result_on_the_cpu_loses_points_there(grade, device):
    moved = "def corr2d(X, K):\n    return _corr2d(X, K).cpu()\n\ndef _corr2d("
    _, lost = grade("corr2d", "def corr2d(", moved)
    of_devices = next(test for test in lost if test.id == "test_device")
    assert of_devices.verdict is Verdict.FAILED
    assert device in of_devices.words
