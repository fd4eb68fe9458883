"""What a release hands out, for who reads the terminal: points, due dates, and what typical mistakes would earn."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from autograder.checks.runner import UnusableTests
from autograder.course.model import Assignment, Exercise, Quiz
from autograder.proof.earned import earned
from autograder.report.model import rounded


def overview(assignment: Assignment) -> Iterator[str]:
    """One line for the assignment, and one for each exercise and quiz."""
    parts: tuple[Exercise | Quiz, ...] = (*assignment.exercises, *assignment.quizzes)
    due = "no due date" if assignment.due is None else f"due {assignment.due:%Y-%m-%d %H:%M} {assignment.due.tzinfo}"
    late = "" if assignment.late is None else f"; late: {assignment.late}"
    yield f"{assignment.id}: {rounded(sum(part.points for part in parts)):g} points, {due}{late}"
    width = max((len(part.id) for part in parts), default=0)  # there may be nothing but quizzes for practice
    for part in parts:
        yield f"  {part.id:<{width}}  {part.points:5g} points{_mistakes(part)}"


def _mistakes(part: Exercise | Quiz) -> str:
    if isinstance(part, Quiz):
        return ""
    try:
        found = earned(part)
    except UnusableTests:
        return f"; what mistakes earn is not known: `autograder selftest {part.id}` says why"
    if not found:
        return "; no wrong answers are known"
    (most, name), (least, _) = found[0], found[-1]
    middle = median(score for score, _ in found)
    if len(found) == 1:
        return f"; the one known mistake, {name}, earns {most:g}"
    half = f"{rounded(middle):g} or more" if middle else "nothing"
    return f"; {len(found)} known mistakes earn {least:g} to {most:g}, half of them {half}; most: {name}"
