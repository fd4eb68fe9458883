"""What a learner's page says of a submission as a whole: whose it is, the score, when it was handed in and graded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.course.extensions import own_due
from autograder.course.map import words_of
from autograder.course.model import Assignment, Course
from autograder.course.way import title_of
from autograder.gradebook import lateness
from autograder.gradebook.refused import Refused
from autograder.pages.learner import Heading


@dataclass(frozen=True)
class Entry:
    """What is known of a submission. `due` is the learner's own due date, `late` a sentence about lateness or ""."""

    name: str
    handed_in: dt.datetime | None = None
    due: dt.datetime | None = None
    late: str = ""


def entry_of(db_url: str, course: Course, assignment: Assignment, learner: str) -> Entry:
    """Raises MissingEntry for a submission that the gradebook does not have, and CourseError for a bad extensions.yml.

    An extension that only the gradebook has, or only extensions.yml so far, counts: the later date is the learner's.
    """
    with Gradebook(db_url) as gradebook:
        found = gradebook.find_submission(assignment.id, learner)
        full = " ".join(filter(None, (found.student.first_name, found.student.last_name)))
        late = lateness.sentence(assignment, lateness.of_class(gradebook, assignment, learner).get(learner))
        due = own_due(course, assignment, learner)
        if due is not None and assignment.due is not None:
            due = max(due, assignment.due.astimezone(dt.UTC) + (found.extension or dt.timedelta()))
        return Entry(f"{full} ({learner})" if full else learner, found.timestamp, due, late or "")


def heading_of(
    course: Course,
    assignment: Assignment,
    entry: Entry,
    graded: Path,
    grades: Mapping[str, Any],
    notices: tuple[str, ...],
) -> Heading:
    """The heading of a graded notebook, the file `graded`; `grades` is what nbgrader says of it."""
    notebook = graded.stem
    return Heading(
        course=course.title,
        assignment=words_of(assignment.id),
        notebook=notebook,
        title=title_of(assignment.release / f"{notebook}.ipynb"),
        learner=entry.name,
        handed_in=_time_of(entry.handed_in, assignment),
        graded=_shown(dt.datetime.fromtimestamp(graded.stat().st_mtime, dt.UTC), assignment),
        score=f"{_number(float(grades['score']))} of {_number(float(grades['max_score']))} points",
        late=entry.late,
        notices=notices,
    )


def refusal_heading(
    course: Course, assignment: Assignment, notebook: str, db_url: str, learner: str, refused: Refused
) -> Heading:
    """The heading of a notebook that could not be graded."""
    try:
        name = entry_of(db_url, course, assignment, learner).name
    except MissingEntry:
        name = learner
    return Heading(
        course=course.title,
        assignment=words_of(assignment.id),
        notebook=notebook,
        title=title_of(assignment.release / f"{notebook}.ipynb"),
        learner=name,
        handed_in=_time_of(refused.handed_in, assignment),
        refused=refused.for_learner,
    )


def _time_of(handed_in: dt.datetime | None, assignment: Assignment) -> str:
    """A time in UTC, with a zone or as the gradebook keeps it."""
    return "no time is known" if handed_in is None else _shown(handed_in.replace(tzinfo=dt.UTC), assignment)


def _shown(moment: dt.datetime, assignment: Assignment) -> str:
    """To the minute, by the clock of the due date, else in UTC."""
    zone = dt.UTC if assignment.due is None else assignment.due.tzinfo
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} {zone}"


def _number(value: float) -> str:
    return f"{round(value, 2):.10g}"
