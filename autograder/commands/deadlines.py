"""`extend`: who may hand in later than others."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from autograder.commands.usage import UsageError, known_names
from autograder.course.load import load

if TYPE_CHECKING:
    from autograder.course.model import Assignment, Course


def add_extend(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "extend",
        help="give a learner more time",
        description="Writes a learner's own due date into extensions.yml, in place of an earlier one. The next `autograder "
        "autograde` applies it, without grading anything again.",
    )
    command.add_argument("learner", metavar="LEARNER", help="an id, as the folder in submitted/ is called")
    command.add_argument("assignment", metavar="ASSIGNMENT")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--until", metavar="TIME", help='with its time zone, e.g. "2027-02-08 18:00 Europe/Berlin"')
    what.add_argument("--remove", action="store_true", help="the due date of course.yml is this learner's again")
    command.set_defaults(run=_extend)


def _extend(arguments: argparse.Namespace) -> int:
    from autograder.course import extensions

    course = load(arguments.course, check_pieces=False)
    known_names([arguments.assignment], [a.id for a in course.assignments], "assignment")
    learner, name = arguments.learner, arguments.assignment
    try:
        if arguments.remove:
            if not extensions.remove(course, learner, name):
                raise UsageError(f"{learner} has no extension of {name} in {course.layout.extensions_file.name}")
            said = f"{learner} has no extension of {name} any more"
        else:
            _refuse(course, course.assignment(name), learner, arguments.until)
            if not course.layout.extensions_file.exists():
                _take_over(course)
            extensions.enter(course, learner, name, arguments.until)
            said = f"{learner} may hand in {name} until {arguments.until}"
    except (OSError, ValueError) as error:
        raise UsageError(str(error)) from None
    print(f"extensions.yml: {said}; `autograder autograde {name}` applies it")
    return 0


def _refuse(course: Course, assignment: Assignment, learner: str, until: str) -> None:
    """Raises UsageError for an extension that would be none, and for a learner who is not in students.csv."""
    from autograder.course import moments
    from autograder.course.learner_id import fault, shown
    from autograder.course.yaml import closest
    from autograder.gradebook.roster import roster

    try:
        moment = moments.with_zone(until)
    except ValueError as error:
        raise UsageError(f"--until {until!r} {error}") from None
    if assignment.due is None:
        raise UsageError(f"{assignment.id} has no due date in course.yml, so nobody is late")
    if moment <= assignment.due:
        due = f"{assignment.due:%Y-%m-%d %H:%M} {assignment.due.tzinfo}"
        raise UsageError(f"--until {until} is no later than the due date of {assignment.id}, {due}")
    wrong = fault(learner) if learner else "is empty"
    if wrong is not None:
        raise UsageError(f"the id {shown(learner)} {wrong}")
    ids = [one.id for one in roster(course)]
    if ids and learner not in ids:
        raise UsageError(f"students.csv has no learner {learner}{closest(learner, ids)}")


def _take_over(course: Course) -> None:
    """Extensions that the gradebook has: from now on the file has all that there are."""
    from nbgrader.coursedir import CourseDirectory

    from autograder.course import extensions
    from autograder.gradebook.config import nbgrader_config
    from autograder.gradebook.extensions import held
    from autograder.gradebook.transaction import opened_once

    place = CourseDirectory(config=nbgrader_config(course), root=str(course.root))
    if place.db_url.startswith("sqlite:///") and not (course.root / place.db_url.removeprefix("sqlite:///")).exists():
        return
    with opened_once() as shared:
        for learner, assignment, until in held(shared.open(place.db_url, place.course_id), course):
            extensions.enter(course, learner, assignment, f"{until:%Y-%m-%d %H:%M:%S} UTC")
            print(f"extensions.yml: from the gradebook: {learner}, {assignment}, until {until:%Y-%m-%d %H:%M} UTC")
