"""What nbgrader enters for each submission: the learner, the notebooks, a grade or a comment for each cell, still
empty.

nbgrader does so once, when a submission comes in, and from then on fails at a row that is missing. Here the missing
ones are entered again, so that a damaged gradebook is whole after the next release and the next grading.
"""

from __future__ import annotations

from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    MissingEntry,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import insert, select


def complete(gradebook: Any, assignment: str) -> set[str]:
    """Enters what the submissions of the assignment lack; the learners whose entries were not whole."""
    try:
        entry = gradebook.find_assignment(assignment)
    except MissingEntry:
        return set()
    mended = _enter_learners(gradebook, entry.id)
    rows, held = _notebooks(gradebook, entry.id), _held(gradebook, entry.id)
    for submission, learner in _submissions(gradebook, entry.id):
        for notebook in entry.notebooks:
            if (submission, notebook.id) not in rows:
                row = SubmittedNotebook(notebook_id=notebook.id, assignment_id=submission)
                gradebook.db.add(row)
                gradebook.db.flush()
                rows[submission, notebook.id] = row.id
                mended.add(learner)
            for kind, cells in _kinds(notebook):
                for cell in cells:
                    if (kind, rows[submission, notebook.id], cell.id) not in held:
                        gradebook.db.add(kind(cell_id=cell.id, notebook_id=rows[submission, notebook.id]))
                        mended.add(learner)
    if mended:
        gradebook.db.commit()
        gradebook.db.expire_all()
    return mended


def complete_cells(gradebook: Any, notebooks: list[Any]) -> None:
    """Enters the second row that nbgrader keeps of each cell, where only the first is left: all grades belong to that.

    Points and type of cell come from the release that follows.
    """
    first = BaseCell.__table__.c
    for kind, values in (
        (GradeCell, {"max_score": 0, "cell_type": "code"}),
        (SolutionCell, {}),
        (TaskCell, {"max_score": 0, "cell_type": "markdown"}),
    ):
        second = kind.__table__
        lost = select(first.id).where(
            first.notebook_id.in_([notebook.id for notebook in notebooks]),
            first.type == kind.__name__,
            first.id.not_in(select(second.c.id)),
        )
        for (id,) in gradebook.db.execute(lost).all():
            gradebook.db.execute(insert(second).values(id=id, **values))
    gradebook.db.commit()
    gradebook.db.expire_all()


def _enter_learners(gradebook: Any, assignment: str) -> set[str]:
    """Enters the learners whose submissions are there without them."""
    known = {id for (id,) in gradebook.db.query(Student.id)}
    lost = {learner for _, learner in _submissions(gradebook, assignment)} - known
    for learner in sorted(lost):
        gradebook.db.add(Student(id=learner))
    return lost


def _submissions(gradebook: Any, assignment: str) -> list[tuple[str, str]]:
    """(submission, learner)."""
    query = gradebook.db.query(SubmittedAssignment.id, SubmittedAssignment.student_id)
    return [tuple(row) for row in query.filter(SubmittedAssignment.assignment_id == assignment)]


def _notebooks(gradebook: Any, assignment: str) -> dict[tuple[str, str], str]:
    """The submitted notebooks by submission and notebook."""
    query = (
        gradebook.db.query(SubmittedNotebook.assignment_id, SubmittedNotebook.notebook_id, SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .filter(SubmittedAssignment.assignment_id == assignment)
    )
    return {(submission, notebook): id for submission, notebook, id in query}


def _kinds(notebook: Any) -> tuple[tuple[Any, list[Any]], ...]:
    """Which cells of a notebook have a grade, and which a comment."""
    return (
        (Grade, [*notebook.grade_cells, *notebook.task_cells]),
        (Comment, [*notebook.solution_cells, *notebook.task_cells]),
    )


def _held(gradebook: Any, assignment: str) -> set[tuple[Any, str, str]]:
    """(kind, submitted notebook, cell) of all grades and comments of the assignment."""
    found = set()
    for kind in (Grade, Comment):
        query = (
            gradebook.db.query(kind.notebook_id, kind.cell_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .filter(SubmittedAssignment.assignment_id == assignment)
        )
        found |= {(kind, notebook, cell) for notebook, cell in query.all()}
    return found
