"""What was handed in and cannot be graded: the reason is looked for each time, so that no page tells an old one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.course.model import Assignment, Course
from autograder.gradebook import late
from autograder.handin import folder as handin


@dataclass(frozen=True)
class Refused:
    """Why nothing of a submission is graded, in one line, the names of its notebooks, and what timestamp.txt says."""

    reason: str
    notebooks: tuple[str, ...]
    handed_in: dt.datetime | None


def refused(course: Course, assignment: Assignment, place: CourseDirectory, learner: str) -> Refused | None:
    """None where nothing speaks against grading what the learner has handed in, or where there is nothing."""
    submitted, most = Path(place.root, place.submitted_directory), place.max_dir_size * 1000
    # Where nbgrader makes pages, it is told to copy nothing: everything is ignored then.
    ignored = handin.IGNORED if "*" in place.ignore else place.ignore
    found = handin.look(course, assignment, submitted, learners=[learner], ignored=ignored, most=most)
    for hand_in in found.hand_ins:
        reason, time = hand_in.refused or handin.unreadable(hand_in), None
        try:
            time = late.handed_in(hand_in.folder)
        except late.TimestampError as error:
            reason = reason or str(error)
        if reason is not None:
            return Refused(reason, tuple(path.stem for path in hand_in.notebooks), time)
    return None
