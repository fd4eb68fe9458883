"""What was handed in and cannot be graded: the reason is looked for each time, so that no page tells an old one.

One notebook that cannot be read keeps no other from being graded.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import nbgrader.converters.autograde
from nbgrader.api import MissingEntry
from nbgrader.coursedir import CourseDirectory

from autograder.course.model import Assignment, Course
from autograder.gradebook import late, ledger
from autograder.gradebook.outdated import outdated
from autograder.handin import folder as handin

HELD_BACK = (
    "it came after the due date, which would be charged to the score that stands as well, so no part of it is graded"
)


@dataclass(frozen=True)
class Refused:
    """Why a submission is not graded, or some of its notebooks, in one line; their names, and what timestamp.txt says.

    `for_learner` is the reason in words for the one who handed in; `whole` says that nothing of it is graded.
    """

    reason: str
    for_learner: str
    notebooks: tuple[str, ...]
    handed_in: dt.datetime | None
    whole: bool


def refused(course: Course, assignment: Assignment, place: CourseDirectory, learner: str) -> Refused | None:
    """None where nothing speaks against grading all that the learner has handed in, or where there is nothing."""
    submitted, most = Path(place.root, place.submitted_directory), place.max_dir_size * 1000
    # Where nbgrader makes pages, it is told to copy nothing: everything is ignored then.
    ignored = handin.IGNORED if "*" in place.ignore else place.ignore
    found = handin.look(course, assignment, submitted, learners=[learner], ignored=ignored, most=most)
    for hand_in in found.hand_ins:
        reason, time = hand_in.refused, None
        try:
            time = late.handed_in(hand_in.folder)
        except late.TimestampError as error:
            reason = reason or str(error)
        if reason is not None:
            return Refused(reason, reason, tuple(path.stem for path in hand_in.notebooks), time, whole=True)
        unread = handin.unreadable(hand_in.notebooks)
        if unread:
            words = "; ".join(map(str, unread.values())), "; ".join(error.for_learner for error in unread.values())
            if len(unread) < len(hand_in.notebooks) and is_held_back(place, hand_in, unread):
                words = f"{words[0]}; {HELD_BACK}", f"{words[1]}; {HELD_BACK}"
                return Refused(*words, tuple(path.stem for path in hand_in.notebooks), time, whole=True)
            whole = len(unread) == len(hand_in.notebooks)
            return Refused(*words, tuple(path.stem for path in unread), time, whole)
    return None


def is_held_back(place: CourseDirectory, hand_in: handin.HandIn, unread: Iterable[Path]) -> bool:
    """Whether an earlier score of an `unread` notebook would count as handed in with the others, and late.

    The gradebook has one time for all notebooks of a learner.
    """
    assignment, learner = hand_in.folder.name, hand_in.learner
    with nbgrader.converters.autograde.Gradebook(place.db_url, place.course_id) as gradebook:
        try:
            time, entry = late.handed_in(hand_in.folder), gradebook.find_submission(assignment, learner)
        except (MissingEntry, late.TimestampError):  # nothing stands; or nothing is graded for another reason
            return False
        if time is None or time == entry.timestamp or entry.duedate is None or time <= entry.duedate:
            return False
        for path in unread:
            with contextlib.suppress(MissingEntry):
                if ledger.standing(gradebook, assignment, learner, path.stem) is not None:
                    return True
    return False


def changed(
    course: Course, assignment: Assignment, place: CourseDirectory, learner: str, graded: Collection[Path]
) -> str | None:
    """What has changed since the notebooks `graded` were, see `outdated`. Of what cannot be graded, its own page tells."""
    submitted = Path(place.root, place.submitted_directory, learner, assignment.id)
    change = outdated(assignment, submitted, graded)
    why = None if change is None else refused(course, assignment, place, learner)
    if why is None:
        return change
    return outdated(assignment, submitted, graded, told=set(why.notebooks) - {path.stem for path in graded})
