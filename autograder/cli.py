"""The `autograder` command: parses its arguments, then calls one function each.

Exit status: 0 all graded, whatever the scores; 1 a defect that `selftest` or `doctor` found; 2 usage or course error;
3 some submission could not be graded, or something that was handed in was passed over.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.load import load
from autograder.course.model import Course, CourseError

if TYPE_CHECKING:  # else each command would load what only one needs
    from autograder.grading.judges import Nursery

DEVICES = ("cpu", "sim", "cuda")


class UsageError(Exception):
    """What was asked for cannot be done; the message says why and what to do instead."""


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
    _add_release(commands)
    _add_grade(commands)
    _add_autograde(commands)
    _add_feedback(commands)
    _add_selftest(commands)
    _add_doctor(commands)
    _add_new(commands)
    return parser


def _add_release(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "release",
        help="write assignments/ from solutions/",
        description="Writes assignments/ from solutions/ and registers points and due dates in the gradebook.",
    )
    command.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: every one in course.yml")
    command.add_argument(
        "--replace",
        action="store_true",
        help="exercises may be new or gone although learners have been graded: other grades are kept",
    )
    command.set_defaults(run=_release)


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "grade",
        help="grade notebook files, without a gradebook",
        description="Grades notebook files and prints the reports. No gradebook is touched.",
    )
    command.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    command.add_argument("--assignment", help="which assignment they belong to (default: found by the notebook's name)")
    command.add_argument("--json", metavar="FILE", help="write the reports as JSON to FILE, or to standard output (-)")
    command.add_argument("--device", choices=DEVICES, default="cpu", help="where tensors live (default: cpu)")
    command.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="judges at work (default: cores)")
    command.set_defaults(run=_grade)


def _add_autograde(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "autograde",
        help="like `nbgrader autograde`, on several judges",
        description="The parallel twin of `nbgrader autograde`: same inputs, same outputs, same gradebook. Grades what is "
        "new or changed; an interrupted run is continued by the next.",
    )
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument("--student", action="append", default=[], metavar="ID", help="only this learner (repeatable)")
    command.add_argument("--device", choices=DEVICES, default="cpu", help="where tensors live (default: cpu)")
    command.add_argument(
        "--jobs", type=_positive, help="judges at work; with --scheduler, notebooks on the cluster at once"
    )
    command.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on a Dask cluster, e.g. tcp://host:8786; this machine only writes"
    )
    command.add_argument("--force", action="store_true", help="grade again what has not changed")
    command.set_defaults(run=_autograde)


def _add_feedback(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "feedback",
        help="write the learners' pages",
        description="Writes feedback/LEARNER/ASSIGNMENT/NOTEBOOK.html for all that was graded, from the graded notebooks, the "
        "gradebook and course.yml as they are now.",
    )
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument("--student", action="append", default=[], metavar="ID", help="only this learner (repeatable)")
    command.set_defaults(run=_feedback)


def _add_selftest(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "selftest",
        help="prove the graders",
        description="Proves the graders: the reference and every right answer score 100 %, every wrong answer is caught "
        "with its hint, every mutant of the reference is killed.",
    )
    command.add_argument("exercises", nargs="*", metavar="EXERCISE", help="default: every one in course.yml")
    command.add_argument(
        "--repeat", type=_positive, metavar="N", help="instead grade right answers N times with other seeds each time"
    )
    command.add_argument(
        "--accept", action="store_true", help="first record in expected.yml which tests each wrong answer fails"
    )
    command.add_argument("--scores", action="store_true", help="also show what each known wrong answer earns")
    command.set_defaults(run=_selftest)


def _add_doctor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "doctor",
        help="say what this machine has and lacks",
        description="Says which protections, devices and versions this machine has, and what to do about a missing one.",
    )
    command.set_defaults(run=_doctor)


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("new", help="begin a course", description="Writes what a course begins with.")
    kinds = command.add_subparsers(required=True, metavar="KIND")
    course = kinds.add_parser(
        "course", help="a small course that works", description="Writes a small course that works."
    )
    course.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    course.set_defaults(run=_new_course)


def _release(arguments: argparse.Namespace) -> int:
    from autograder.gradebook.release import ReleaseError, release

    course = load(arguments.course, check_pieces=arguments.assignments or True)
    try:
        chosen = _known(arguments.assignments, [a.id for a in course.assignments], "assignment")
        written = release(course, chosen, replace=arguments.replace)
    except ReleaseError as error:
        raise UsageError(str(error)) from None
    for path in written:
        print(path)
    return 0


def _grade(arguments: argparse.Namespace) -> int:
    from autograder.grading.batch import grade_files
    from autograder.quiz.attribution import named
    from autograder.report.render import write_json, write_text

    course = load(arguments.course, check_pieces=False)
    if arguments.assignment is not None:
        _known([arguments.assignment], [a.id for a in course.assignments], "assignment")
    _require_device(arguments.device)
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
    _known([arguments.assignment], [a.id for a in course.assignments], "assignment")
    if arguments.scheduler is not None:
        return _autograde_with(arguments, course, None)
    _require_device(arguments.device)
    from autograder.grading.judges import Nursery

    nursery = Nursery(course.root / "course.yml", [arguments.assignment], arguments.device)
    with nursery.early():  # torch and the graders are loaded while this process loads nbgrader
        return _autograde_with(arguments, course, nursery)


@contextlib.contextmanager
def _loading() -> Iterator[None]:
    """Nothing of what is imported in the block is garbage: nobody looks for some meanwhile, nor among it later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _autograde_with(arguments: argparse.Namespace, course: Course, nursery: Nursery | None) -> int:
    with _loading():
        from autograder.gradebook.autograde import autograde
        from autograder.gradebook.transaction import GradebookError
        from autograder.grading.pool import NoGraders
        from autograder.report.render import clean

    name = arguments.assignment
    with _progress(f"autograde {name}") as progress:
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
        except (LookupError, NoGraders) as error:
            raise UsageError(str(error)) from None
        except GradebookError as error:
            print(f"autograder: {error}", file=sys.stderr)
            return 3
    for notice in outcome.notices:
        print(clean(notice), file=sys.stderr)
    for student, reason in outcome.failed:
        print(f"{student}: not graded: {reason}", file=sys.stderr)
    for line in outcome.passed_over:
        print(line, file=sys.stderr)
    print(f"{len(outcome.graded)} graded, {len(outcome.unchanged)} unchanged, {len(outcome.failed)} not graded")
    return 3 if outcome.failed or outcome.passed_over else 0


def _feedback(arguments: argparse.Namespace) -> int:
    course = load(arguments.course, check_pieces=False)
    _known([arguments.assignment], [a.id for a in course.assignments], "assignment")
    with _loading():
        from autograder.gradebook.feedback import give_feedback
        from autograder.gradebook.transaction import GradebookError

    name = arguments.assignment
    with _progress(f"feedback {name}") as progress:
        try:
            feedback = give_feedback(course, course.assignment(name), students=arguments.student, progress=progress)
        except LookupError as error:
            raise UsageError(str(error)) from None
        except GradebookError as error:
            print(f"autograder: {error}", file=sys.stderr)
            return 3
    for student, reason in feedback.failed:
        print(f"{student}: no feedback: {reason}", file=sys.stderr)
    for student, change in feedback.outdated:
        remedy = f"run `autograder autograde {name}`, then this again"
        print(f"{student}: the pages show an earlier grading: {change}; {remedy}", file=sys.stderr)
    print(f"learners with pages: {len(feedback.written)}, without: {len(feedback.failed)}")
    if not feedback.written and not feedback.failed:
        print(f"autograder: nothing of {name} was graded; run `autograder autograde {name}` first", file=sys.stderr)
        return 3
    return 3 if feedback.failed or feedback.outdated else 0


@contextlib.contextmanager
def _progress(title: str) -> Iterator[Callable[..., None]]:
    """A bar with rate, time left and failures on standard error, if that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        failures = 0

        def advance(total: int, failed: bool) -> None:
            nonlocal failures
            failures += failed
            bar.update(task, advance=1, total=total, description=f"{failures} failed" if failures else "")

        yield advance


def _selftest(arguments: argparse.Namespace) -> int:
    from autograder.proof.selftest import selftest

    course = load(arguments.course, check_pieces=arguments.exercises or True)
    known = [exercise.id for assignment in course.assignments for exercise in assignment.exercises]
    chosen = _known(arguments.exercises, known, "exercise")
    if arguments.repeat is not None:
        from autograder.proof.repeat import repeat

        alarms = repeat(course, chosen, arguments.repeat)
        print(
            "\n".join([*alarms, f"{len(alarms)} false alarms in {arguments.repeat} gradings of each of {len(chosen)}"])
        )
        return 1 if alarms else 0
    report = selftest(course, chosen, accept=arguments.accept)
    print(f"{report.scores}\n\n{report.text}" if arguments.scores else report.text)
    return 0 if report.proven else 1


def _new_course(arguments: argparse.Namespace) -> int:
    from autograder.course.new import NotEmpty, new_course

    try:
        print(new_course(arguments.folder), end="")
    except (NotEmpty, OSError) as error:
        raise UsageError(str(error)) from None
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from autograder.doctor import examine

    course: Course | None = load(arguments.course, check_pieces=False) if arguments.course.exists() else None
    text, healthy = examine(course)
    print(text)
    return 0 if healthy else 1


def _known(asked: Sequence[str], known: Sequence[str], kind: str) -> list[str]:
    for name in asked:
        if name not in known:
            raise UsageError(f"there is no {kind} {name!r} in course.yml; there is {', '.join(known)}")
    return list(asked) or list(known)


def _require_device(device: str) -> None:
    if device == "cpu":  # every machine has it; asking would load torch
        return
    from autograder.devices.simulated import available

    if device not in available():
        raise UsageError(f"this machine has no device {device}; it has {', '.join(available())}")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
