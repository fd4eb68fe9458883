"""`insights`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from autograder.commands.usage import UsageError, known_names
from autograder.course.load import load


def add_insights(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "insights",
        help="show what the class did not understand",
        description="Writes insights/ASSIGNMENT.html, or insights/course.html with the course so far, from the kept reports: what to "
        "talk about, scores, checks, misconceptions, answers, and who is missing or late. Prints a summary.",
    )
    command.add_argument("assignment", nargs="?", metavar="ASSIGNMENT", help="default: the course so far")
    command.add_argument(
        "--json", metavar="FILE", help="also write everything as JSON to FILE, or to standard output (-)"
    )
    command.add_argument(
        "--csv", metavar="FILE", help="also write exercises, checks and questions as a table, likewise"
    )
    command.set_defaults(run=_insights)


def _insights(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    if arguments.assignment is not None:
        known_names([arguments.assignment], [a.id for a in course.assignments], "assignment")
    if arguments.json == arguments.csv == "-":
        raise UsageError("--json and --csv cannot both be written to standard output")
    from autograder.gradebook.transaction import GradebookError
    from autograder.insights.assignment import insight
    from autograder.insights.book import book
    from autograder.insights.files import as_csv, as_json
    from autograder.insights.page import page, page_so_far, write
    from autograder.insights.places import places
    from autograder.insights.sofar import so_far
    from autograder.insights.summary import summary, summary_so_far

    where, now = places(course), dt.datetime.now().astimezone()
    try:
        held = book(course, where.db_url)
    except GradebookError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 3
    if arguments.assignment is not None:
        one = insight(course, course.assignment(arguments.assignment), held, where, now)
        found, text, json, pages = [one], summary(one), as_json(one), {where.page(one.assignment): page(one)}
    else:
        whole = so_far(course, held, where, now)
        found, text, json = list(whole.assignments), summary_so_far(whole), as_json(whole)
        pages = {**{where.page(one.assignment): page(one) for one in found}, where.page(None): page_so_far(whole)}
    try:
        for path, html in pages.items():
            write(path, html)
        in_output = [_given(arguments.json, json), _given(arguments.csv, as_csv(found))]
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written ({error.strerror})") from None
    if not any(in_output):
        print(f"{text}\nThe page: {where.page(arguments.assignment)}")
    problems = [problem for one in found for problem in one.problems]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not any(one.graded for one in found):
        name = arguments.assignment or "ASSIGNMENT"
        print(f"autograder: nothing was graded; run `autograder autograde {name}` first", file=sys.stderr)
        return 3
    return 3 if problems else 0


def _given(target: str | None, text: str) -> bool:
    """Writes `text` to a file, if one is asked for; whether it went to standard output."""
    if target == "-":
        sys.stdout.write(text)
    elif target is not None:
        Path(target).write_text(text, encoding="utf-8")
    return target == "-"
