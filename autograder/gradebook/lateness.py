"""Who was late, by how much, and what it cost, in words: for the instructor and for the learner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.course.extensions import extension, extensions
from autograder.course.latepolicy import LatePolicy, length
from autograder.course.model import Assignment, Course
from autograder.gradebook import late
from autograder.gradebook.penalties import points_off
from autograder.report.model import rounded

GRACE = "within the grace"  # as every list of who was late calls it


@dataclass(frozen=True)
class Lateness:
    """Of one learner's submission: times in UTC, `due` for this learner; `off` are the points taken off."""

    handed_in: dt.datetime
    due: dt.datetime
    late_by: dt.timedelta
    off: float


def of_class(gradebook: Any, assignment: Assignment, learner: str | None = None) -> dict[str, Lateness]:
    """By learner, where a due date and the time of handing in are known."""
    found: dict[str, Lateness] = {}
    for row in late.rows(gradebook, assignment, learner):
        if row.due is not None and row.handed_in is not None:
            before = found[row.learner].off if row.learner in found else 0.0
            found[row.learner] = Lateness(row.handed_in, row.due, row.late_by, rounded(before + (row.penalty or 0.0)))
    return found


def behind(
    gradebook: Any,
    course: Course,
    assignment: Assignment,
    policy: LatePolicy | None,
    graded: Mapping[str, Collection[Path]],
) -> set[str]:
    """The learners whose lateness is another by now: a due date, an extension, the policy or a score has changed since.

    `graded` are the graded notebooks of each, `policy` is `policy_of`: what nbgrader's plugin would say is not asked.
    Raises CourseError.
    """
    found = set()
    for row in late.rows(gradebook, assignment):
        if row.notebook not in {path.stem for path in graded.get(row.learner, ())}:
            continue
        now = replace(row, due=_due_now(course, assignment, row))
        if policy is None:
            differs = now.is_late != row.is_late
        elif not now.is_late:
            differs = bool(row.penalty)
        else:
            score = gradebook.find_submission_notebook(row.notebook, assignment.id, row.learner).score
            differs = (points_off(policy, score, now.late_by) or 0) != (row.penalty or 0)
        found |= {row.learner} if differs else set()
    return found


def _due_now(course: Course, assignment: Assignment, row: late.Row) -> dt.datetime | None:
    common = late.due(assignment)
    if common is None:
        return None
    if extensions(course) is None:
        return common + row.extended
    own = extension(course, assignment, row.learner)
    return common if own is None else late.as_kept(own.until)


def brief(found: Mapping[str, Lateness], policy: LatePolicy | None) -> Iterator[str]:
    """Of each learner who was late, as in `ada by 1 day 2 hours (1.2 points off)`."""
    for learner, its in found.items():
        if its.late_by:
            why = f"{GRACE}, " if policy is not None and policy.is_grace(its.late_by) else ""
            yield f"{learner} by {length(its.late_by)} ({why}{_points(its.off)} off)"


def sentence(assignment: Assignment, its: Lateness | None) -> str | None:
    """What the learner reads about it; None for who was in time by the due date that all have."""
    common = late.due(assignment)
    if its is None or common is None:
        return None
    extended = its.due != common
    due = f"{'your extended' if extended else 'the'} due date, {_shown(assignment, its.due)}"
    if not its.late_by:
        return f"Handed in by {due}: not late." if its.handed_in > common else None
    after = f"Handed in {length(its.late_by)} after {due}"
    policy = assignment.late
    if policy is None:
        return f"{after}: {_points(its.off)} taken off."
    if policy.is_closed(its.late_by):
        return f"{after}, and after the assignment was closed: the points reached do not count."
    percent = policy.percent(its.late_by)
    if not percent:
        return f"{after}, but within the {length(policy.grace)} of grace: nothing is taken off."
    return f"{after}: {percent:g} % of the points reached are taken off, {_points(its.off)} in all."


def _shown(assignment: Assignment, moment: dt.datetime) -> str:
    """In the time zone in which course.yml has the due date."""
    zone = None if assignment.due is None else assignment.due.tzinfo
    return f"{moment.replace(tzinfo=dt.UTC).astimezone(zone):%Y-%m-%d %H:%M} {zone or 'UTC'}"


def _points(number: float) -> str:
    return "nothing" if not number else f"{number:g} point{'' if number == 1 else 's'}"
