"""Due dates and times of handing in: which ones count, and what the gradebook has of them.

nbgrader works a penalty out once, when it grades, from what the gradebook says then. `penalties` works it out again at
each run, so that a due date that was moved, an extension or another penalty method counts without grading anything
again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import MissingEntry, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course import moments
from autograder.course.model import Assignment, Course
from autograder.notebook import ordinary

FILE = "timestamp.txt"
_LONGEST = 200  # bytes of a timestamp.txt; a date and a time need some thirty
_SHOWN = 60


class TimestampError(Exception):
    """A timestamp.txt that cannot be read one way only; one line that names the file and the value."""


@dataclass(frozen=True)
class Submission:
    """Where a submission lies, and whose it is."""

    folder: Path
    learner: str
    assignment: str


def due(assignment: Assignment) -> dt.datetime | None:
    """The due date of course.yml as nbgrader keeps it: in UTC, without a zone."""
    return None if assignment.due is None else as_kept(assignment.due)


def enter_due_date(gradebook: Any, assignment: Assignment) -> str | None:
    """Makes the due date of course.yml the gradebook's; a line that says so, None where nothing changed."""
    try:
        entry = gradebook.find_assignment(assignment.id)
    except MissingEntry:
        return None
    before, now = entry.duedate, due(assignment)
    if before == now:
        return None
    gradebook.update_or_create_assignment(assignment.id, duedate=now)
    return f"{assignment.id}: the due date is now {shown(now)}, as in course.yml; the gradebook had {shown(before)}"


def handed_in(folder: Path) -> dt.datetime | None:
    """What timestamp.txt in a submission's folder says, in UTC without a zone; None without one. Raises TimestampError."""
    text = _text(folder / FILE)
    if text is None:
        return None
    try:
        return as_kept(moments.moment(text))
    except ValueError as error:
        raise TimestampError(f"{_place(folder / FILE)}: {_quoted(text)} {error}; {_REMEDY}") from None


def copy_time(source: Path, target: Path, *, own: int = 1) -> None:
    """Copies timestamp.txt, if there is one, apart from the other files: of those there may be too many to be looked
    at."""
    with contextlib.suppress(ordinary.NotOrdinary):
        ordinary.copy_from(source, FILE, target / FILE, most=_LONGEST + 1, own=own)


def counted(course: Course, config: Config, submission: Submission) -> dt.datetime | None:
    """The time of handing in that counts, by course.yml's `timestamps`. Raises TimestampError."""
    time = handed_in(submission.folder)
    if time is None or course.timestamps == "file" or _delivered(config, submission):
        return time
    return None


def enter_time(gradebook: Any, submission: Submission, time: dt.datetime | None) -> None:
    """Makes `time` the time at which the gradebook has the submission handed in."""
    entry = gradebook.find_submission(submission.assignment, submission.learner)
    if entry.timestamp != time:
        entry.timestamp = time
        gradebook.db.commit()


@dataclass(frozen=True)
class Row:
    """A notebook in the gradebook, with what decides about its penalty; `due` is `extended` for this learner."""

    learner: str
    notebook: str
    handed_in: dt.datetime | None
    due: dt.datetime | None
    penalty: float | None
    extended: dt.timedelta = dt.timedelta()

    @property
    def late_by(self) -> dt.timedelta:
        """Zero for who is in time, and where a time is not known."""
        if self.handed_in is None or self.due is None:
            return dt.timedelta()
        return max(dt.timedelta(), self.handed_in - self.due)

    @property
    def is_late(self) -> bool:
        return self.late_by > dt.timedelta()


def rows(gradebook: Any, assignment: Assignment, learner: str | None = None) -> Iterator[Row]:
    """All notebooks of the assignment that the gradebook has from learners, or from one of them."""
    found = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            Notebook.name,
            SubmittedAssignment.timestamp,
            AssignmentRow.duedate,
            SubmittedAssignment.extension,
            SubmittedNotebook.late_submission_penalty,
        )
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .filter(AssignmentRow.name == assignment.id)
        .order_by(SubmittedAssignment.student_id, Notebook.name)
    )
    if learner is not None:
        found = found.filter(SubmittedAssignment.student_id == learner)
    for name, notebook, time, duedate, extended, penalty in found.all():
        extra = extended or dt.timedelta()
        yield Row(name, notebook, time, None if duedate is None else duedate + extra, penalty, extra)


def uncounted(course: Course, config: Config, submissions: Collection[Submission]) -> str | None:
    """One line that names whose timestamp.txt does not count; None for nobody."""
    if course.timestamps == "file":
        return None
    dated = [submission for submission in submissions if os.path.exists(submission.folder / FILE)]
    names = [submission.learner for submission in dated if not _delivered(config, submission)]
    if not names:
        return None
    return (
        f"{FILE} of {', '.join(names)} does not count: no exchange has delivered it, and course.yml says"
        " `timestamps: exchange`; no time of handing in is known"
    )


def be_strict_about_times() -> None:
    """From now on nbgrader reads timestamp.txt as `handed_in` does; what that refuses is no time, and is logged.

    Restoring a submission refuses such a file; nbgrader's own lists of submissions must not end with it. nbgrader also
    adds an extension to a due date that there is none of.
    """

    def existing_timestamp(self: CourseDirectory, folder: str) -> dt.datetime | None:
        try:
            return handed_in(Path(folder))
        except TimestampError as error:
            self.log.warning(str(error))
            return None

    def extended_due_date(self: SubmittedAssignment) -> dt.datetime | None:
        plain: dt.datetime | None = self.assignment.duedate
        return plain if plain is None or self.extension is None else plain + self.extension

    CourseDirectory.get_existing_timestamp = existing_timestamp
    SubmittedAssignment.duedate = property(extended_due_date)


_REMEDY = f"write e.g. {moments.EXAMPLE}, or remove the file"


def _text(path: Path) -> str | None:
    """The file's text; None where there is no file. Only as much is read as a time needs."""
    if not os.path.lexists(path):
        return None
    try:
        data = ordinary.read(path, _LONGEST + 1, own=ordinary.HANDED_IN)
    except ordinary.NotOrdinary as problem:
        raise TimestampError(f"{_place(path)}: {problem}; {_REMEDY}") from None
    if len(data) > _LONGEST:
        raise TimestampError(f"{_place(path)}: is longer than a date and a time; {_REMEDY}")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").strip()
    except UnicodeDecodeError:
        raise TimestampError(f"{_place(path)}: is no text; {_REMEDY}") from None
    if not text:
        raise TimestampError(f"{_place(path)}: is empty; {_REMEDY}")
    return text


def _delivered(config: Config, submission: Submission) -> bool:
    """Whether nbgrader's exchange has a submission of this learner's with the time that timestamp.txt has.

    There, the folder of each is called <learner>+<assignment>+<time>+<something random>.
    """
    from nbgrader.exchange.default import Exchange

    inbound = Path(Exchange(config=config).root, CourseDirectory(config=config).course_id, "inbound")
    try:
        text, names = _text(submission.folder / FILE), os.listdir(inbound)
    except (OSError, TimestampError):
        return False
    start = f"{submission.learner}+{submission.assignment}+"
    times = [name.removeprefix(start) for name in names if name.startswith(start)]
    return any(time == text or time.startswith(f"{text}+") for time in times)


def as_kept(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def shown(moment: dt.datetime | None) -> str:
    return "none" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"


def _place(path: Path) -> str:
    """As in submitted/ada/sums/timestamp.txt."""
    return "/".join(path.parts[-4:])


def _quoted(text: str) -> str:
    return ascii(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
