"""The `autograder` command: parses its arguments, then calls one function each.

Exit status: 0 all graded, whatever the scores; 1 a defect that `selftest` or `doctor` found; 2 usage or course error;
3 some submission could not be graded, or something that was handed in was passed over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.commands import (
    authoring,
    deadlines,
    grading,
    insights,
    learning,
    platforms,
    regrading,
    similar,
    watching,
)
from autograder.commands.examples import commands_of, with_examples
from autograder.commands.usage import UsageError, Version, help_alone
from autograder.course.layout import enclosing
from autograder.course.model import CourseError

_COURSE = "the course (default: ./course.yml)"
_WITHOUT_COURSE = ("new course", "progress", "reset")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; its exit status."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except CourseError as error:
        print(error if arguments.course.exists() else _no_course(arguments.course), file=sys.stderr)
        return 2
    except UsageError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("autograder: interrupted", file=sys.stderr)
        return 130
    return status


def _no_course(path: Path) -> str:
    """What to do where there is no course."""
    above = enclosing(path.absolute().parent)
    found = (
        f"; there is one at {above.course_file}" if above is not None and path.name == above.course_file.name else ""
    )
    return (
        f"autograder: there is no course at {path.absolute()}{found}. Go to the folder of your course.yml, or name the file:"
        f" autograder --course FILE ...; `autograder new course DIR` begins a course"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="autograder", description="Grades the course's notebooks.")
    parser.add_argument("--version", action=Version)
    parser.add_argument("--course", type=Path, metavar="FILE", default=Path("course.yml"), help=_COURSE)
    help_alone(parser)
    commands = parser.add_subparsers(metavar="COMMAND")
    authoring.add_release(commands)
    platforms.add_collect(commands)
    grading.add_grade(commands)
    grading.add_autograde(commands)
    watching.add_watch(commands)
    grading.add_feedback(commands)
    regrading.add_regrade(commands)
    deadlines.add_extend(commands)
    platforms.add_export(commands)
    insights.add_insights(commands)
    similar.add_similar(commands)
    authoring.add_selftest(commands)
    authoring.add_doctor(commands)
    authoring.add_new(commands)
    learning.add_progress(commands)
    learning.add_reset(commands)
    for words, command in commands_of(parser):
        with_examples(words, command)
        if words not in _WITHOUT_COURSE:  # else the place of --course would have to be known
            command.add_argument("--course", type=Path, metavar="FILE", default=argparse.SUPPRESS, help=_COURSE)
    return parser


if __name__ == "__main__":
    sys.exit(main())
