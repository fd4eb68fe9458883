"""`watch`."""

from __future__ import annotations

import argparse
import os
import sys
import time

from autograder.commands.grading import loading
from autograder.commands.usage import DEVICES, UsageError, known_names, positive, require_device
from autograder.course.load import load


def add_watch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "watch",
        help="grade what is handed in as it arrives",
        description="Grades what arrives in submitted/, or in nbgrader's exchange, within seconds: gradebook and pages as "
        "`autograde` and `feedback` write them. Ctrl-C ends it; the next start goes on from there.",
    )
    command.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="only these (default: all)")
    command.add_argument("--once", action="store_true", help="grade what is there, then end")
    command.add_argument(
        "--rest",
        type=_seconds,
        default=2.0,
        metavar="SECONDS",
        help="unchanged for so long, files are whole (default: 2)",
    )
    command.add_argument("--device", choices=DEVICES, default="cpu", help="where tensors live (default: cpu)")
    command.add_argument("--jobs", type=positive, default=os.cpu_count() or 1, help="judges at work (default: cores)")
    command.set_defaults(run=_watch)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError("must be 0 to 3600")
    return seconds


def _watch(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    names = known_names([*dict.fromkeys(arguments.assignments)], [a.id for a in course.assignments], "assignment")
    require_device(arguments.device)
    with loading():
        from autograder.gradebook.transaction import GradebookError
        from autograder.report.render import clean
        from autograder.watch.service import Options
        from autograder.watch.watch import Busy, Outdated, watch

    def say(line: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {clean(line)}", flush=True)

    options = Options(arguments.jobs, arguments.device, arguments.rest, arguments.once)
    try:
        told, waiting = watch(course, names, options, say)
    except Busy as error:
        raise UsageError(str(error)) from None
    except (GradebookError, Outdated) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 3
    unchanged = f" {told.unchanged} unchanged," if arguments.once else ""
    waits = f"; {waiting} wait for the next start" if waiting else ""
    print(f"{told.graded} graded,{unchanged} {told.failed} not graded{waits}")
    if arguments.once and waiting:
        return 130  # a signal has ended it
    return 3 if arguments.once and (told.failed or told.passed_over) else 0
