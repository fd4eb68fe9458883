"""Who handed in what: for each learner whether the work is graded, waiting, unreadable or not there, late, or slow to
grade."""

from __future__ import annotations

import datetime as dt
import os
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.course.model import Assignment, Course
from autograder.gradebook.attempts import Attempts
from autograder.gradebook.outdated import outdated
from autograder.gradebook.roster import roster
from autograder.handin import folder as handin
from autograder.handin.folder import HandIn, Submitted
from autograder.insights.book import Book
from autograder.insights.kept import Kept, KeptReport
from autograder.insights.places import Places
from autograder.report.store import path_of

# A submission is unusually slow when grading one of its notebooks took this many times as long as that notebook's
# median, and this many seconds longer: a loaded machine makes three times of one second, and nobody needs to know.
SLOW_TIMES, SLOW_SECONDS = 4.0, 20.0


class State(StrEnum):
    """Where a learner's work on an assignment stands."""

    GRADED = "graded"
    OUTDATED = "handed in again since it was graded"
    WAITING = "handed in, not graded"
    UNGRADABLE = "cannot be graded"
    MISSING = "not handed in"


@dataclass(frozen=True)
class Standing:
    """A learner with the state of the work; `why` says what stands in the way, "" for nothing.

    `late` is by how much, None for in time, and `in_grace` says that nothing is taken off for it; `absent` are
    notebooks that were not handed in beside others; `seconds` is the time that grading took in all, None where no
    report says it.
    """

    learner: str
    name: str
    state: State
    why: str = ""
    late: dt.timedelta | None = None
    in_grace: bool = False
    absent: tuple[str, ...] = ()
    seconds: float | None = None
    slow: bool = False


def names(course: Course, book: Book) -> dict[str, str]:
    """The class: by id the names of students.csv, or where there is no such file, those of the gradebook."""
    listed = {learner.id: learner.name for learner in roster(course)}
    return listed or dict(book.names)


@dataclass(frozen=True)
class Attendance:
    """All learners with their standing, by id, and a line for each thing in submitted/ that belongs to nobody."""

    standings: tuple[Standing, ...]
    notes: tuple[str, ...]


def attendance(course: Course, assignment: Assignment, kept: Kept, book: Book, places: Places) -> Attendance:
    """The standing of everybody who is in the class, has handed in or was graded. Raises CourseError for students.csv."""
    there = sorted(os.listdir(places.submitted)) if places.submitted.is_dir() else []
    found = handin.look(course, assignment, places.submitted, learners=there) if there else Submitted((), ())
    hand_ins = {hand_in.learner: hand_in for hand_in in found.hand_ins}
    known = names(course, book)
    medians = _medians(kept)
    attempts = Attempts(course, assignment)
    entries = book.entries.get(assignment.id, {})
    standings = []
    for learner in sorted({*known, *hand_ins, *kept.reports}):
        reports = kept.reports.get(learner, {})
        state, why = _state(places, assignment, hand_ins.get(learner), reports, attempts)
        entry = entries.get(learner)
        present = {path.stem for path in hand_ins[learner].notebooks} if learner in hand_ins else set()
        absent = tuple(name for name in assignment.notebooks if name not in {*reports, *present}) if reports else ()
        is_late = entry is not None and state is not State.MISSING
        seconds = [report.seconds for report in reports.values() if report.seconds is not None]
        standings.append(
            Standing(
                learner,
                known.get(learner, book.names.get(learner, "")),
                state,
                why,
                entry.late if entry is not None and is_late else None,
                is_late and entry is not None and entry.in_grace,
                absent,
                round(sum(seconds), 2) if seconds else None,
                any(_is_slow(report.seconds, medians[name]) for name, report in reports.items() if name in medians),
            )
        )
    return Attendance(tuple(standings), (*found.notes, *attempts.problems))


def _state(
    places: Places,
    assignment: Assignment,
    hand_in: HandIn | None,
    reports: Mapping[str, KeptReport],
    attempts: Attempts,
) -> tuple[State, str]:
    errors = [report.error or "the grader gave no score" for report in reports.values() if report.score is None]
    if errors:
        return State.UNGRADABLE, errors[0]
    if hand_in is None:  # reports of files that are gone stand, as their scores do
        return (State.GRADED, "") if reports else (State.MISSING, "")
    if hand_in.refused is not None:
        return State.UNGRADABLE, hand_in.refused
    if reports and not _has_changed(places, assignment, hand_in):
        return State.GRADED, ""
    if reports and attempts.is_spent(hand_in):
        return State.GRADED, attempts.spent
    unread = handin.unreadable(hand_in.notebooks)
    if unread:
        rest = "; the other notebooks count" if reports and len(unread) < len(hand_in.notebooks) else ""
        return State.UNGRADABLE, f"{'; '.join(map(str, unread.values()))}{rest}"
    remedy = f"run `autograder autograde {assignment.id}`"
    return (State.OUTDATED, f"the page shows the earlier work; {remedy}") if reports else (State.WAITING, remedy)


def _has_changed(places: Places, assignment: Assignment, hand_in: HandIn) -> bool:
    """Whether a notebook is another one than was graded. Only those are read whose report is older than the file's last
    change."""

    def is_newer(notebook: Path) -> bool:
        try:
            written = path_of(places.root, assignment.id, hand_in.learner, notebook.stem).stat().st_mtime_ns
            return notebook.lstat().st_ctime_ns > written  # the kernel's own time of change, which nobody can set
        except OSError:
            return True

    if not any(map(is_newer, hand_in.notebooks)):
        return False
    graded = places.autograded / hand_in.learner / assignment.id
    return outdated(assignment, hand_in.folder, list(graded.glob("*.ipynb"))) is not None


def _medians(kept: Kept) -> dict[str, float]:
    """By notebook, the seconds that grading it took in the class."""
    seconds: dict[str, list[float]] = {}
    for reports in kept.reports.values():
        for name, report in reports.items():
            if report.seconds is not None:
                seconds.setdefault(name, []).append(report.seconds)
    return {name: statistics.median(values) for name, values in seconds.items()}


def _is_slow(seconds: float | None, median: float) -> bool:
    return seconds is not None and seconds > SLOW_TIMES * median and seconds > median + SLOW_SECONDS
