"""What the gradebook holds of an assignment: its graded cells, and each learner's automatic scores."""

from __future__ import annotations

import contextlib
import json
import shlex
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import (
    BaseCell,
    Grade,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.course.model import Assignment
from autograder.course.released import released
from autograder.notebook.cells import NotebookError, grade_id, role


def disagreement(gradebook: Any, assignment: Assignment) -> str | None:
    """Where the gradebook's graded cells are not those of course.yml; None where they are.

    nbgrader takes a cell that its gradebook does not have for ungraded, without a word.
    """
    try:
        gradebook.find_assignment(assignment.id)
    except MissingEntry:
        return "there is no such assignment in it"
    held = _cells(gradebook, assignment, GradeCell, GradeCell.max_score)
    by_hand = _cells(gradebook, assignment, SolutionCell, SolutionCell.name)
    wanted = {
        (notebook, cell): points
        for notebook in assignment.notebooks
        for cell, points in assignment.points(notebook).items()
    }
    for (notebook, cell), points in wanted.items():
        if (notebook, cell) not in held:
            return f"it has no cell {cell} in {notebook}"
        if held[notebook, cell] != points:
            return f"{cell} in {notebook} is worth {held[notebook, cell]:g} points there, and {points:g} in course.yml"
    for notebook, cell in held:
        if (notebook, cell) not in wanted and (notebook, cell) not in by_hand:
            return f"its cell {cell} in {notebook} is not in course.yml"
    texts = _cells(gradebook, assignment, SourceCell, SourceCell.name)
    for notebook in assignment.notebooks:
        try:
            cells = released(assignment, notebook).cells
        except NotebookError:  # said where something is graded
            continue
        for cell in cells:
            place = notebook, grade_id(cell)
            if place[1] and (place not in texts or (role(cell) == "solution" and place not in by_hand)):
                return f"it has lost the cell {place[1]} in {notebook}"
    return None


def gone(gradebook: Any, assignment: Assignment, submitted: str, there: Collection[str]) -> list[str]:
    """A line for each learner who has a score and no files any more; `there` are those in the folder `submitted`."""
    return [
        f"{learner}: not graded: {submitted}/{learner}/{assignment.id} is gone; the earlier score stands:"
        f" {standing(gradebook, assignment.id, learner)}; put the files back, or take out who has left:"
        f" `nbgrader db student remove {shlex.quote(learner)} --force`"
        for learner in sorted(scored(scores(gradebook, assignment)) - set(there))
    ]


def standing(gradebook: Any, assignment: str, learner: str, notebook: str | None = None) -> str | None:
    """The score that the gradebook has of a submission, or of one notebook, in words; None without one. Raises
    MissingEntry."""
    if notebook is None:
        entry = gradebook.find_submission(assignment, learner)
        grades = [grade for part in entry.notebooks for grade in part.grades]
    else:
        entry = gradebook.find_submission_notebook(notebook, assignment, learner)
        grades = entry.grades
    if all(grade.auto_score is None and grade.manual_score is None for grade in grades):
        return None
    return f"{entry.score:.10g} of {entry.max_score:.10g} points"


def grades_of(
    gradebook: Any, assignment: str, learner: str, notebooks: Collection[str]
) -> dict[tuple[str, str], tuple[float | None, bool]]:
    """By notebook and cell: the automatic score, and whether the cell waits for a person. Empty without a submission."""
    rows = _rows(gradebook, assignment, learner, notebooks)
    return {place: (row.auto_score, row.needs_manual_grade) for place, row in rows}


def put_back(
    gradebook: Any,
    assignment: str,
    learner: str,
    notebooks: Collection[str],
    earlier: dict[tuple[str, str], tuple[float | None, bool]],
) -> None:
    """Has the notebooks hold what `grades_of` gave: nbgrader enters 0 for one that is a link to nowhere."""
    for place, row in _rows(gradebook, assignment, learner, notebooks):
        row.auto_score, row.needs_manual_grade = earlier.get(place, (None, False))
    gradebook.db.commit()


def _rows(
    gradebook: Any, assignment: str, learner: str, notebooks: Collection[str]
) -> Iterator[tuple[tuple[str, str], Any]]:
    for name in notebooks:
        with contextlib.suppress(MissingEntry):
            for row in gradebook.find_submission_notebook(name, assignment, learner).grades:
                yield (name, row.cell.name), row


def scores(gradebook: Any, assignment: Assignment, learner: str | None = None) -> dict[str, str]:
    """By learner, as text to compare: the automatic score of each graded cell that the gradebook holds."""
    query = (
        gradebook.db.query(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, Grade.auto_score)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(AssignmentRow.name == assignment.id)
    )
    if learner is not None:
        query = query.filter(SubmittedAssignment.student_id == learner)
    found: dict[str, list[list[object]]] = defaultdict(list)
    for name, *grade in query.all():
        found[name].append(grade)
    return {name: json.dumps(sorted(grades, key=lambda grade: grade[:2])) for name, grades in found.items()}


def scored(held: dict[str, str]) -> set[str]:
    """The learners who have a score, by what `scores` gives."""
    return {name for name, text in held.items() if any(grade[2] is not None for grade in json.loads(text))}


def _cells(gradebook: Any, assignment: Assignment, kind: Any, value: Any) -> dict[tuple[str, str], Any]:
    query = (
        gradebook.db.query(Notebook.name, kind.name, value)
        .join(kind, kind.notebook_id == Notebook.id)
        .join(AssignmentRow, AssignmentRow.id == Notebook.assignment_id)
        .filter(AssignmentRow.name == assignment.id)
    )
    return {(notebook, cell): found for notebook, cell, found in query.all()}
