"""Extensions of extensions.yml in the gradebook, which has them as nbgrader does: how much later than the due date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import Student, SubmittedAssignment

from autograder.course.extensions import extension, extensions
from autograder.course.model import Assignment, Course
from autograder.course.yaml import closest
from autograder.gradebook import late


def enter(gradebook: Any, course: Course, assignment: Assignment, learner: str | None = None) -> list[str]:
    """Makes the extensions of the file the gradebook's, for all who handed in or for one; a line for each that changed.

    Without the file, those of the gradebook stand. Raises CourseError for a file with mistakes.
    """
    if extensions(course) is None:
        return []
    notes, common = [], late.due(assignment)
    for entry in _handed_in(gradebook, assignment, learner):
        own = extension(course, assignment, entry.student_id)
        now = None if own is None or common is None else late.as_kept(own.until) - common
        if now != entry.extension:
            before, entry.extension = entry.extension, now
            notes.append(
                f"{entry.student_id}: the extension of {assignment.id} is now {_shown(common, now)}, as in extensions.yml;"
                f" the gradebook had {_shown(common, before)}"
            )
    if notes:
        gradebook.db.commit()
    return notes


def unplaced(gradebook: Any, course: Course, assignment: Assignment, handed_in: Collection[str]) -> list[str]:
    """A line for each extension of somebody whom neither the gradebook nor what was handed in knows: perhaps a slip."""
    known = {*handed_in, *(id for (id,) in gradebook.db.query(Student.id))}
    lost = [e for e in extensions(course) or () if e.assignment == assignment.id and e.learner not in known]
    return [f"extensions.yml:{e.line}: nobody is called {e.learner} so far{closest(e.learner, known)}" for e in lost]


def held(gradebook: Any, course: Course) -> list[tuple[str, str, dt.datetime]]:
    """The extensions that the gradebook has: learner, assignment, and until when, in UTC."""
    return [
        (entry.student_id, assignment.id, (entry.assignment.duedate + entry.extension).replace(tzinfo=dt.UTC))
        for assignment in course.assignments
        for entry in _handed_in(gradebook, assignment)
        if entry.extension and entry.assignment.duedate is not None
    ]


def _handed_in(gradebook: Any, assignment: Assignment, learner: str | None = None) -> list[Any]:
    query = gradebook.db.query(SubmittedAssignment)
    query = query.join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
    query = query.filter(AssignmentRow.name == assignment.id)
    if learner is not None:
        query = query.filter(SubmittedAssignment.student_id == learner)
    return list(query.order_by(SubmittedAssignment.student_id).all())


def _shown(common: dt.datetime | None, extended: dt.timedelta | None) -> str:
    return "none" if not extended or common is None else f"until {late.shown(common + extended)}"
