"""Grading of one notebook: `result_of` has it judged, whoever asks.

`grade_notebook` is for nbgrader's steps, `grade_with` for `autograder grade`.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable

from nbformat import NotebookNode

from autograder.course.fingerprint import fingerprint
from autograder.course.model import Assignment, Course, Exercise, Quiz
from autograder.grading.judges import pool_of_judges
from autograder.grading.pool import Grader, GraderFault, Pool
from autograder.notebook.shown import Outputs, code_cells, put
from autograder.report.model import ExerciseReport, SubmissionReport, Verdict, from_json, submission_report

_pools: dict[tuple[object, ...], Pool] = {}

# Where results that were worked out ahead are found, see `ahead`.
Result = tuple[SubmissionReport, Outputs]
TakeAhead = Callable[[Assignment, str, NotebookNode], Result | None]
_ahead: TakeAhead | None = None


def grade_notebook(
    nb: NotebookNode, assignment: Assignment, notebook: str, course: Course, *, device: str = "cpu"
) -> SubmissionReport:
    """Grades a notebook whose locked cells are the release's (`notebook.restore`).

    The outputs of its own cells become those of this run; graded cells' outputs are the caller's to write. A fault of
    the grader is in the report: verdict `grader_error`, score None.
    """
    result = None if _ahead is None else _ahead(assignment, notebook, nb)
    if result is None:
        result = result_of(_pool_for(course, assignment, device), nb, assignment, notebook, device)
    report, outputs = result
    put(nb, outputs)
    return report


def grade_with(
    grader: Grader, nb: NotebookNode, assignment: Assignment, notebook: str, device: str
) -> SubmissionReport:
    """`grade_notebook` by a given grader. Raises NoGraders."""
    report, outputs = result_of(grader, nb, assignment, notebook, device)
    put(nb, outputs)
    return report


def result_of(grader: Grader, nb: NotebookNode, assignment: Assignment, notebook: str, device: str) -> Result:
    """The report and what the code cells showed; `nb` stays as it is. Raises NoGraders."""
    try:
        report, outputs = grader.grade(assignment.id, notebook, nb)
    except GraderFault as fault:
        return fault_report(assignment, notebook, device, str(fault)), [None] * len(code_cells(nb))
    return from_json(report), outputs


def set_ahead(take: TakeAhead | None) -> None:
    """From now on `grade_notebook` asks `take` first."""
    global _ahead
    _ahead = take


def _pool_for(course: Course, assignment: Assignment, device: str) -> Pool:
    """This process's judge for the assignment as it stands: a grader that was edited, or another assignment, gets a new
    one."""
    key = (course.root, device, assignment.id, fingerprint(course, assignment))
    if key not in _pools:
        _close_pools()
        _pools[key] = pool_of_judges(course, [assignment.id], device)
    return _pools[key]


def _close_pools() -> None:
    while _pools:
        _pools.popitem()[1].close()


atexit.register(_close_pools)


def fault_report(assignment: Assignment, notebook: str, device: str, fault: str) -> SubmissionReport:
    """The report after a fault of the grader: no score for anything, and the reason."""
    parts = tuple(_without_score(part) for part in assignment.parts(notebook))
    report = submission_report(assignment.id, notebook, device, (), parts)
    return SubmissionReport(**{**vars(report), "error": fault.strip()})


def _without_score(part: Exercise | Quiz) -> ExerciseReport:
    return ExerciseReport(part.id, Verdict.GRADER_ERROR, None, part.points, None, ())
