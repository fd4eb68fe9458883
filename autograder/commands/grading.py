"""`grade`, `autograde` and `feedback`."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.usage import DEVICES, UsageError, known_names, positive, require_device
from autograder.course.load import load
from autograder.course.model import Course

if TYPE_CHECKING:  # else each command would load what only one needs
    from autograder.grading.judges import Nursery


def add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "grade",
        help="grade notebook files, without a gradebook",
        description="Grades notebook files and prints the reports. No gradebook is touched.",
    )
    command.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    command.add_argument("--assignment", help="which assignment they belong to (default: found by the notebook's name)")
    command.add_argument("--json", metavar="FILE", help="write the reports as JSON to FILE, or to standard output (-)")
    command.add_argument("--device", choices=DEVICES, default="cpu", help="where tensors live (default: cpu)")
    command.add_argument("--jobs", type=positive, default=os.cpu_count() or 1, help="judges at work (default: cores)")
    command.set_defaults(run=_grade)


def add_autograde(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "autograde",
        help="like `nbgrader autograde`, on several judges",
        description="The parallel twin of `nbgrader autograde`: same inputs, same outputs, same gradebook. Grades what is "
        "new or changed; an interrupted run is continued by the next.",
    )
    command.add_argument("assignments", nargs="*", metavar="ASSIGNMENT")
    command.add_argument("--all", action="store_true", help="every assignment that was released")
    command.add_argument("--student", action="append", default=[], metavar="ID", help="only this learner (repeatable)")
    command.add_argument("--device", choices=DEVICES, default="cpu", help="where tensors live (default: cpu)")
    command.add_argument(
        "--jobs", type=positive, help="judges at work; with --scheduler, notebooks on the cluster at once"
    )
    command.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on a Dask cluster, e.g. tcp://host:8786; this machine only writes"
    )
    command.add_argument("--force", action="store_true", help="grade again what has not changed")
    command.set_defaults(run=_autograde)


def add_feedback(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "feedback",
        help="write the learners' pages",
        description="Writes feedback/LEARNER/ASSIGNMENT/NOTEBOOK.html for all that was graded, from the graded notebooks, the "
        "gradebook and course.yml as they are now.",
    )
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument("--student", action="append", default=[], metavar="ID", help="only this learner (repeatable)")
    command.add_argument(
        "--zip", choices=("moodle",), help="also write the archive that Moodle takes to give the pages to the learners"
    )
    command.set_defaults(run=_feedback)


def _grade(arguments: argparse.Namespace) -> int:
    from autograder.grading.batch import grade_files
    from autograder.quiz.attribution import named
    from autograder.report.render import write_json, write_text

    course = load(arguments.course, check_pieces=False)
    if arguments.assignment is not None:
        known_names([arguments.assignment], [a.id for a in course.assignments], "assignment")
    require_device(arguments.device)
    reports = grade_files(
        course, arguments.notebooks, assignment=arguments.assignment, device=arguments.device, jobs=arguments.jobs
    )
    reports = [named(report, path) for report, path in zip(reports, arguments.notebooks, strict=True)]
    if arguments.json is not None:
        write_json(reports, arguments.json)
    if arguments.json != "-":
        write_text(reports, sys.stdout)
    return 3 if any(report.score is None for report in reports) else 0


def _autograde(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    known = [assignment.id for assignment in course.assignments]
    if arguments.all == bool(arguments.assignments):
        raise UsageError(f"say which assignments, or --all for every one; there is {', '.join(known)}")
    if arguments.scheduler is None:  # else the cluster's machines have it
        require_device(arguments.device)
    chosen = list(dict.fromkeys(known_names(arguments.assignments, known, "assignment")))
    statuses, missing = [], []
    for name in chosen:
        if arguments.all and not course.assignment(name).release.is_dir():
            print(f"{name}: not released")
            continue
        try:
            statuses.append(_autograde_one(arguments, course, name, several=len(chosen) > 1))
        except LookupError as error:  # of the learners who were asked for, some have handed in nothing
            missing.append(str(error))
    if not statuses:
        raise UsageError("; ".join(missing) or "no assignment was released; run `autograder release`")
    print("\n".join(missing), end="\n" * bool(missing), file=sys.stderr)
    return max(statuses) if arguments.all or not missing else 3


def _autograde_one(arguments: argparse.Namespace, course: Course, name: str, *, several: bool) -> int:
    """The exit status. Raises LookupError where one of the learners asked for has handed in nothing."""
    if several or arguments.scheduler is not None:  # judges are started where there is something to be graded
        return _autograde_with(arguments, course, name, None, several=several)
    from autograder.grading.judges import Nursery

    nursery = Nursery(course.root / "course.yml", [name], arguments.device)
    with nursery.early():  # torch and the graders are loaded while this process loads nbgrader
        return _autograde_with(arguments, course, name, nursery, several=several)


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Nothing of what is imported in the block is garbage: nobody looks for some meanwhile, nor among it later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _autograde_with(
    arguments: argparse.Namespace, course: Course, name: str, nursery: Nursery | None, *, several: bool
) -> int:
    with loading():
        from autograder.gradebook.autograde import autograde
        from autograder.gradebook.transaction import GradebookError
        from autograder.grading.pool import NoGraders
        from autograder.report.render import clean

    with progress_bar(f"autograde {name}") as progress:
        try:
            outcome = autograde(
                course,
                course.assignment(name),
                students=arguments.student,
                jobs=arguments.jobs or (None if arguments.scheduler else os.cpu_count()),
                force=arguments.force,
                device=arguments.device,
                scheduler=arguments.scheduler,
                nursery=nursery,
                progress=progress,
            )
        except NoGraders as error:
            raise UsageError(str(error)) from None
        except GradebookError as error:
            print(f"autograder: {error}", file=sys.stderr)
            return 3
    for notice in outcome.notices:
        print(clean(notice), file=sys.stderr)
    for student, reason in outcome.failed:
        print(clean(f"{student}: not graded: {reason}"), file=sys.stderr)
    if arguments.all and outcome.nothing:
        print(f"{name}: nothing was handed in")
        return 0
    for line in outcome.passed_over:
        print(clean(line), file=sys.stderr)
    about = f"{name}: " * several
    print(f"{about}{len(outcome.graded)} graded, {len(outcome.unchanged)} unchanged, {len(outcome.failed)} not graded")
    if outcome.late:
        print(clean(f"{about}late: {', '.join(outcome.late)}"))
    return 3 if outcome.failed or outcome.passed_over else 0


def _feedback(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    known_names([arguments.assignment], [a.id for a in course.assignments], "assignment")
    with loading():
        from autograder.gradebook.feedback import give_feedback
        from autograder.gradebook.transaction import GradebookError
        from autograder.report.render import clean

    name = arguments.assignment
    with progress_bar(f"feedback {name}") as progress:
        try:
            feedback = give_feedback(course, course.assignment(name), students=arguments.student, progress=progress)
        except LookupError as error:
            raise UsageError(str(error)) from None
        except GradebookError as error:
            print(f"autograder: {error}", file=sys.stderr)
            return 3
    for student, reason in feedback.failed:
        print(clean(f"{student}: no feedback: {reason}"), file=sys.stderr)
    for student, reason in feedback.refused:
        print(f"{student}: not graded, as the page says: {clean(reason)}", file=sys.stderr)
    remedy = f"run `autograder autograde {name}`, then this again"
    for student, change in feedback.waiting:
        print(clean(f"{student}: {change}; {remedy}"), file=sys.stderr)
    for student, change in feedback.outdated:
        print(clean(f"{student}: the pages show an earlier grading: {change}; {remedy}"), file=sys.stderr)
    print(f"learners with pages: {len(feedback.written)}, without: {len(feedback.failed)}")
    unknown = _zipped(course, name, feedback.written) if arguments.zip else []
    if not feedback.written and not feedback.failed:
        print(f"autograder: nothing of {name} was graded; run `autograder autograde {name}` first", file=sys.stderr)
        return 3
    return 3 if feedback.failed or feedback.outdated or feedback.refused or unknown else 0


def _zipped(course: Course, name: str, folders: Sequence[Path]) -> list[str]:
    """The archive for Moodle beside the learners' pages; those who are missing in it."""
    from autograder.collect.moodlezip import moodle_zip
    from autograder.course.learner_id import shown

    if not folders:
        return []
    path = course.root / folders[0].parents[1] / f"{name}-moodle.zip"
    try:
        unknown, others = moodle_zip(course, course.assignment(name), folders, path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    if unknown:
        print(
            f"not in the archive for Moodle: {', '.join(unknown)}: no participant's number is known; `autograder collect` the"
            f" download that Moodle gives for {name}, then run this again",
            file=sys.stderr,
        )
    for source, learners in others.items():
        print(
            f"not in the archive for Moodle, as `collect` has them from {shown(source)}: {len(learners)} learner{'s' * (len(learners) > 1)}, whose pages"
            " are in feedback/"
        )
    if path.is_file():
        print(path)
        return unknown
    print(f"autograder: no archive: nobody in {name} comes from a download of Moodle's", file=sys.stderr)
    return [*unknown, *(learner for learners in others.values() for learner in learners)]


@contextlib.contextmanager
def progress_bar(title: str) -> Iterator[Callable[..., None]]:
    """A bar with rate, time left and failures on standard error, if that is a terminal."""
    if not sys.stderr.isatty():  # some versions of rich write a line's end all the same
        yield lambda total, failed: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        failures = 0

        def advance(total: int, failed: bool) -> None:
            nonlocal failures
            failures += failed
            bar.update(task, advance=1, total=total, description=f"{failures} failed" if failures else "")

        yield advance
