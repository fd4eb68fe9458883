"""Whole gradings of notebooks made from the solutions, on a device."""

from pathlib import Path

from autograder.course import load
from autograder.grading import grade_with
from autograder.judge.pool import Worker
from autograder.nbfile import read
from autograder.notebook import find, restore
from autograder.release import released
from autograder.report import SubmissionReport, TestResult, Verdict

COURSE = load(Path(__file__).resolve().parents[1] / "course.yml")
EXERCISES = {exercise.id: (a, exercise.notebook) for a in COURSE.assignments for exercise in a.exercises}


def judge(device: str) -> Worker:
    return Worker(COURSE.root / "course.yml", COURSE.limits.wall_seconds, device)


def grade(worker: Worker, device: str, id: str, old: str = "", new: str = "") -> SubmissionReport:
    """The report on the solution of exercise `id` in which `old` became `new`."""
    assignment, notebook = EXERCISES[id]
    nb = restore(read(assignment.solutions / f"{notebook}.ipynb"), released(assignment, notebook))
    cell = nb.cells[find(nb, id)]
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    report = grade_with(worker, nb, assignment, notebook, device)
    assert report.device == device
    return report


def lost(report: SubmissionReport) -> list[TestResult]:
    return [test for exercise in report.exercises for test in exercise.tests if test.verdict is not Verdict.PASSED]


def on_the_cpu(worker: Worker, device: str) -> TestResult:
    """What the test of devices says of a corr2d whose result is on the CPU."""
    moved = "def corr2d(X, K):\n    return _corr2d(X, K).cpu()\n\ndef _corr2d("
    report = grade(worker, device, "corr2d", "def corr2d(", moved)
    return next(test for test in lost(report) if test.id == "test_device")
