"""`regrade`: one exercise anew for the class."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from autograder.commands.grading import progress_bar
from autograder.commands.usage import UsageError, known_names, positive
from autograder.course.load import load

if TYPE_CHECKING:
    from autograder.gradebook.regrade import Regraded, Regrading


def add_regrade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "regrade",
        help="grade one exercise anew for the class, and show who changes",
        description="Grades one exercise or quiz anew for everybody, after its tests were changed, and shows whose score would be "
        "another. With --apply the new scores are entered; those of other exercises and those given by hand stay.",
    )
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument("--exercise", required=True, metavar="ID", help="the exercise or quiz")
    command.add_argument("--apply", action="store_true", help="enter the new scores")
    command.add_argument("--jobs", type=positive, default=os.cpu_count() or 1, help="judges at work (default: cores)")
    command.set_defaults(run=_regrade)


def _regrade(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    known_names([arguments.assignment], [a.id for a in course.assignments], "assignment")
    assignment = course.assignment(arguments.assignment)
    parts = {part.id: part for notebook in assignment.notebooks for part in assignment.parts(notebook)}
    if arguments.exercise not in parts:
        raise UsageError(f"{assignment.id} has no exercise or quiz {arguments.exercise}; it has {', '.join(parts)}")
    from autograder.gradebook.regrade import regrade
    from autograder.gradebook.transaction import GradebookError
    from autograder.grading.pool import NoGraders
    from autograder.report.render import clean

    part = parts[arguments.exercise]
    with progress_bar(f"regrade {part.id}") as progress:
        try:
            outcome = regrade(course, assignment, part, enter=arguments.apply, jobs=arguments.jobs, progress=progress)
        except (LookupError, NoGraders) as error:
            raise UsageError(str(error)) from None
        except GradebookError as error:
            print(f"autograder: {error}", file=sys.stderr)
            return 3
    for learner, reason in outcome.failed:
        print(clean(f"{learner}: not graded anew: {reason}"), file=sys.stderr)
    print("\n".join(_lines(outcome, part.id, part.points, f"autograder regrade {assignment.id} --exercise {part.id}")))
    return 3 if outcome.failed else 0


def _lines(outcome: Regrading, exercise: str, points: float, command: str) -> list[str]:
    """Whose score changes, from what to what."""
    width = max((len(one.learner) for one in outcome.changed), default=0)
    rows = [f"  {one.learner:<{width}}  {_change(one)} of {points:g}" + _stands(one) for one in outcome.changed]
    count = f"{exercise}: {len(outcome.graded)} graded anew, {len(outcome.changed)} changed"
    if outcome.entered:
        return [*rows, f"{count}; the gradebook has the new scores"]
    return [*rows, f"{count}; nothing is entered yet: `{command} --apply` does it" if outcome.changed else count]


def _change(one: Regraded) -> str:
    return f"{'no score' if one.before is None else f'{one.before:g}'} -> {one.after:g}"


def _stands(one: Regraded) -> str:
    return "" if one.by_hand is None else f"; {one.by_hand:g} was given by hand, and stands"
