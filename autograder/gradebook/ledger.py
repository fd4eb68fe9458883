"""What the gradebook holds of an assignment: its graded cells, and each learner's automatic scores."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import (
    BaseCell,
    Grade,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.course.model import Assignment


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
    return None


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
