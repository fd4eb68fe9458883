"""Which other right ways a learner's page shows: `solutions` in course.yml decides, for each exercise and learner."""

from __future__ import annotations

import datetime as dt

from nbformat import NotebookNode

from autograder.course.model import Assignment, Course
from autograder.course.rightways import RightWay, right_ways
from autograder.gradebook.heading import Entry
from autograder.notebook.cells import check_id, find


def shown_ways(
    course: Course, assignment: Assignment, entry: Entry, nb: NotebookNode
) -> dict[str, tuple[RightWay, ...]]:
    """By exercise, the right ways that this learner may see now; `nb` has the scores of the gradebook.

    An assignment that has lost its due date shows none after it, whatever the gradebook remembers.
    """
    if assignment.shows == "never":
        return {}
    everything = {exercise.id for other in course.assignments for exercise in other.exercises}
    if assignment.shows == "after-due":
        passed = entry.due is not None and dt.datetime.now(dt.UTC) > entry.due
        chosen = assignment.exercises if passed else ()
    else:
        chosen = tuple(it for it in assignment.exercises if _score(nb, it.id) >= it.points)
    return {
        it.id: right_ways(it.folder, everything - {it.id}) for it in chosen if find(nb, check_id(it.id)) is not None
    }


def _score(nb: NotebookNode, exercise: str) -> float:
    """What the gradebook has for the exercise, by the grader or by hand; a part of what it counts there is none of it."""
    index = find(nb, check_id(exercise))
    mark = {} if index is None else nb.cells[index].metadata.nbgrader
    score = mark.get("score")
    return -1.0 if score is None or score < mark["points"] else float(score)
