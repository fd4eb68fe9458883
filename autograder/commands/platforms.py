"""`collect` and `export`: what comes from learning platforms, and what goes back to them."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.commands.usage import UsageError, known_names
from autograder.course import moments
from autograder.course.load import load

_MOST_NAMES = 12


def add_collect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "collect",
        help="put a platform's downloads into submitted/",
        description="Puts what learners have handed in into submitted/, from Moodle's or Canvas's download of all submissions, or "
        "from a folder or zip archive by learner. The newest attempt counts as a whole; what it replaces is kept in "
        "submitted-earlier/. Learners are found by students.csv.",
    )
    command.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE", help="a zip archive or a folder")
    command.add_argument(
        "--assignment", metavar="ID", help="the assignment of everything in them (default: by the notebooks' names)"
    )
    command.add_argument(
        "--times",
        type=_times,
        action="append",
        default=[],
        metavar="CSV | ZONE",
        help="when it was handed in: Moodle's grading worksheet, a .csv file, and whose clocks it shows, e.g. Europe/Berlin "
        "(repeatable); a zone alone takes the times of the files, which in downloads of Moodle and Canvas are those of the download",
    )
    command.set_defaults(run=_collect)


def _times(text: str) -> dt.tzinfo | Path:
    if text.lower().endswith(".csv"):
        return Path(text)
    zone = moments.zone(text)
    if zone is None:
        raise argparse.ArgumentTypeError(
            f"{text} is neither a .csv file nor a time zone that is known; try UTC, +01:00 or Europe/Berlin"
        )
    return zone


def _told(times: Sequence[dt.tzinfo | Path]) -> tuple[dt.tzinfo | None, dict[str, dt.datetime | None] | None]:
    """The zone, and what the worksheets say; each None where `--times` has none."""
    from autograder.collect.worksheet import WorksheetError, joined
    from autograder.collect.worksheet import times as times_of

    zones = [one for one in times if isinstance(one, dt.tzinfo)]
    sheets = [one for one in times if isinstance(one, Path)]
    if len(zones) > 1:
        raise UsageError("--times has two time zones; one is for all worksheets and archives")
    zone = zones[0] if zones else None
    try:
        return zone, joined([times_of(path, zone) for path in sheets]) if sheets else None
    except WorksheetError as error:
        raise UsageError(str(error)) from None


def _collect(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    if arguments.assignment is not None:
        known_names([arguments.assignment], [a.id for a in course.assignments], "assignment")
    for path in arguments.archives:
        if not path.exists():
            raise UsageError(f"there is no {path}")
    from nbgrader.coursedir import CourseDirectory

    from autograder.collect.collect import EARLIER, collect
    from autograder.gradebook.config import nbgrader_config
    from autograder.gradebook.roster import roster
    from autograder.report.render import clean

    place = CourseDirectory(config=nbgrader_config(course), root=str(course.root))
    submitted = course.root / str(place.submitted_directory)
    chosen = None if arguments.assignment is None else course.assignment(arguments.assignment)
    zone, worksheet = _told(arguments.times)
    try:
        outcome = collect(course, arguments.archives, submitted, assignment=chosen, zone=zone, worksheet=worksheet)
    except OSError as error:
        print(f"autograder: {error.filename or 'a file'} cannot be written ({error.strerror})", file=sys.stderr)
        return 3
    for line in outcome.passed_over:
        print(clean(line), file=sys.stderr)
    for line in outcome.remarks:
        print(clean(line))
    for assignment in course.assignments:
        counts = outcome.counts(assignment.id)
        if not counts:
            continue
        told = ", ".join(f"{counts[word]} {word}" for word in ("new", "replaced", "unchanged", "kept") if counts[word])
        print(f"{assignment.id}: {told}")
        if counts["replaced"]:
            print(f"  what was replaced is in {EARLIER}/<learner>/{assignment.id}/")
        if counts["kept"]:
            print("  kept: what lies in submitted/ was collected from a newer download")
        missing = [one.id for one in roster(course) if not (submitted / one.id / assignment.id).is_dir()]
        if missing:
            more = f" and {len(missing) - _MOST_NAMES} more" if len(missing) > _MOST_NAMES else ""
            print(f"  handed in nothing so far: {', '.join(missing[:_MOST_NAMES])}{more}")
        late = outcome.late[assignment.id]  # those whose time is known need no mark
        if late:
            print(f"  Canvas calls LATE, and does not say by how much: {', '.join(late)}")
        if assignment.due is not None and not arguments.times and counts["new"] + counts["replaced"]:
            print("  no times of handing in are known from a download, so nobody is late by it: see --times")
    if not outcome.outcomes and not outcome.passed_over:
        print("autograder: there is nothing in them", file=sys.stderr)
    return 3 if outcome.passed_over or not outcome.outcomes else 0


def add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "export",
        help="write the scores for Canvas, Moodle or a spreadsheet",
        description="Writes the gradebook's scores as a CSV file, with penalties for lateness, and nothing for what was not handed "
        "in. Learners and their sections are those of students.csv, where there is one.",
    )
    command.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: every one in course.yml")
    command.add_argument("--format", choices=("canvas", "moodle", "csv"), required=True, help="who reads it")
    command.add_argument(
        "--exercises",
        action="store_true",
        help="the points of each exercise and quiz, before penalties, in place of totals",
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="default: grades-FORMAT.csv")
    command.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    chosen = known_names(arguments.assignments, [a.id for a in course.assignments], "assignment")
    path = arguments.output or Path(f"grades-{arguments.format}.csv")
    if path.resolve() in (course.layout.roster.resolve(), course.layout.course_file.resolve()):
        raise UsageError(f"{path} is a file of the course; name another one")
    from nbgrader.api import MissingEntry
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import DBAPIError

    from autograder.gradebook.config import nbgrader_config
    from autograder.gradebook.export import NothingGraded, export, write
    from autograder.gradebook.transaction import opened_once, unwritable
    from autograder.report.render import clean

    place = CourseDirectory(config=nbgrader_config(course), root=str(course.root))
    places = course.root / str(place.submitted_directory), course.root / str(place.autograded_directory)
    remedy = "run `autograder release`, and grade what was handed in"
    if place.db_url.startswith("sqlite:///") and not Path(place.db_url.removeprefix("sqlite:///")).exists():
        raise UsageError(f"there is no gradebook {place.db_url}; {remedy}")
    try:
        with opened_once() as shared:
            gradebook = shared.open(place.db_url, place.course_id)
            assignments = [course.assignment(id) for id in chosen]
            exported = export(course, gradebook, assignments, arguments.format, places, exercises=arguments.exercises)
        write(path, exported.rows)
    except MissingEntry as error:
        raise UsageError(f"the gradebook is older than course.yml ({error}); {remedy}") from None
    except NothingGraded as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 3
    except DBAPIError as error:
        print(f"autograder: {unwritable(error, place.db_url) or error}", file=sys.stderr)
        return 3
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    for line in (*exported.missing, *exported.notes):
        print(clean(line), file=sys.stderr)
    print(path)
    return 3 if exported.missing else 0
