"""What the gradebook says of a class. It is only read: no table, course or file is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.course.model import Assignment, Course
from autograder.gradebook import late
from autograder.report.model import rounded


@dataclass(frozen=True)
class Entry:
    """One learner's submission there: points after manual grades and penalties, by how much it is late, and whether
    that is within the grace."""

    score: float
    late: dt.timedelta | None
    in_grace: bool


@dataclass(frozen=True)
class Book:
    """Students' names by id, and submissions by assignment and learner; empty where there is no gradebook."""

    names: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Open:
    db: Any


def book(course: Course, db_url: str) -> Book:
    """Reads the gradebook. Raises GradebookError for one that cannot be read."""
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import Session

    from autograder.gradebook.transaction import GradebookError

    url = make_url(db_url)
    if url.get_backend_name() == "sqlite" and url.database and not (course.root / url.database).is_file():
        return Book()
    if url.get_backend_name() == "sqlite" and url.database:
        url = url.set(database=str(course.root / url.database))
    engine = create_engine(url)
    try:
        with Session(engine) as session:
            gradebook = _Open(session)
            entries = {assignment.id: _entries(gradebook, assignment) for assignment in course.assignments}
            return Book(_names(gradebook), entries)
    except DBAPIError as error:
        what = " ".join(str(error.orig).split())
        raise GradebookError(f"the gradebook {db_url} cannot be read ({what})") from None
    finally:
        engine.dispose()


def _names(gradebook: _Open) -> dict[str, str]:
    from nbgrader.api import Student

    rows = gradebook.db.query(Student.id, Student.first_name, Student.last_name).order_by(Student.id).all()
    return {id: " ".join(filter(None, (first, last))) for id, first, last in rows}


def _entries(gradebook: _Open, assignment: Assignment) -> dict[str, Entry]:
    """By learner. nbgrader holds a penalty for each notebook; none is larger than what the notebook earned."""
    rows = list(late.rows(gradebook, assignment))
    penalties: dict[str, float] = {}
    delays: dict[str, dt.timedelta] = {}
    for row in rows:
        penalties[row.learner] = penalties.get(row.learner, 0.0) + (row.penalty or 0.0)
        if row.is_late:
            delays[row.learner] = row.late_by
    raw, policy = _raw(gradebook, assignment), assignment.late
    return {
        learner: Entry(
            rounded(max(0.0, raw.get(learner, 0.0) - penalties[learner])),
            delays.get(learner),
            learner in delays and policy is not None and policy.is_grace(delays[learner]),
        )
        for learner in penalties
    }


def _raw(gradebook: _Open, assignment: Assignment) -> dict[str, float]:
    from nbgrader.api import Assignment as AssignmentRow
    from nbgrader.api import SubmittedAssignment

    query = (
        gradebook.db.query(SubmittedAssignment.student_id, SubmittedAssignment.score)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .filter(AssignmentRow.name == assignment.id)
    )
    return {learner: score or 0.0 for learner, score in query.all()}
