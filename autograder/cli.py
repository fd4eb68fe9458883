"""The `autograder` command: parses its arguments, then calls one function each.

Exit status: 0 all graded, whatever the scores; 1 a defect that `selftest` or `doctor` found; 2 usage or course error;
3 some submission could not be graded, or something that was handed in was passed over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.commands import authoring, deadlines, grading, insights, learning, platforms, regrading, watching
from autograder.commands.usage import UsageError
from autograder.course.model import CourseError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; its exit status."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except UsageError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("autograder: interrupted", file=sys.stderr)
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="autograder", description="Grades the course's notebooks.")
    parser.add_argument("--course", type=Path, default=Path("course.yml"), help="the course (default: ./course.yml)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
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
    authoring.add_selftest(commands)
    authoring.add_doctor(commands)
    authoring.add_new(commands)
    learning.add_progress(commands)
    learning.add_reset(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
