"""`release`, `selftest`, `new` and `doctor`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands.usage import UsageError, help_alone, known_names, positive
from autograder.course.beginnings import KINDS
from autograder.course.load import load
from autograder.course.model import Course


def add_release(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def add_selftest(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "selftest",
        help="prove the graders",
        description="Proves the graders: the reference and every right answer score 100 %, every wrong answer is caught "
        "with its hint, every mutant of the reference is killed.",
    )
    command.add_argument("exercises", nargs="*", metavar="EXERCISE", help="default: every one in course.yml")
    command.add_argument(
        "--repeat", type=positive, metavar="N", help="instead grade right answers N times with other seeds each time"
    )
    command.add_argument(
        "--accept", action="store_true", help="first record in expected.yml which tests each wrong answer fails"
    )
    command.add_argument("--scores", action="store_true", help="also show what each known wrong answer earns")
    command.add_argument(
        "--quick",
        action="store_true",
        help="run a wrong answer only until a recorded test fails: a fifth of the time, and no look at hints",
    )
    command.set_defaults(run=_selftest)


def add_doctor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "doctor",
        help="say what this machine has and lacks",
        description="Says which protections, devices and versions this machine has, and what to do about a missing one.",
    )
    command.set_defaults(run=_doctor)


def add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "new", help="begin a course or an exercise", description="Writes what it begins with."
    )
    help_alone(command)
    kinds = command.add_subparsers(metavar="KIND")
    course = kinds.add_parser(
        "course", help="a small course that works", description="Writes a small course that works."
    )
    course.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    course.set_defaults(run=_new_course)
    exercise = kinds.add_parser(
        "exercise",
        help="what an exercise begins with, each place marked that waits for its author",
        description="Writes the files, notebook cells and entry of an exercise. `autograder selftest ID` names what is missing.",
    )
    exercise.add_argument("id", metavar="ID", help="the name of the function or class")
    exercise.add_argument("--assignment", required=True, metavar="ASSIGNMENT", help="one of course.yml, or a new one")
    exercise.add_argument(
        "--notebook", required=True, metavar="NOTEBOOK", help="a new notebook, or one of the assignment"
    )
    exercise.add_argument(
        "--new-assignment", action="store_true", help="begin ASSIGNMENT with this exercise, as the last of course.yml"
    )
    exercise.add_argument("--kind", choices=KINDS, default="function", help="what is to be written (default: function)")
    exercise.set_defaults(run=_new_exercise)


def _release(arguments: argparse.Namespace) -> int:
    from autograder.gradebook.overview import overview
    from autograder.gradebook.release import ReleaseError, release
    from autograder.gradebook.roster import roster

    course = load(arguments.course, check_pieces=arguments.assignments or True)
    try:
        chosen = known_names(arguments.assignments, [a.id for a in course.assignments], "assignment")
        written = release(course, chosen, replace=arguments.replace)
    except ReleaseError as error:
        raise UsageError(str(error)) from None
    for path in written:
        print(path)
    for name in chosen:
        print("\n".join(overview(course.assignment(name))))
    learners = roster(course)
    if learners:
        print(f"students.csv: {len(learners)} learners are in the gradebook")
    return 0


def _selftest(arguments: argparse.Namespace) -> int:
    from autograder.proof.selftest import selftest

    course = load(arguments.course, check_pieces=arguments.exercises or True)
    known = [exercise.id for assignment in course.assignments for exercise in assignment.exercises]
    chosen = known_names(arguments.exercises, known, "exercise")
    if arguments.repeat is not None:
        from autograder.proof.repeat import repeat

        alarms = repeat(course, chosen, arguments.repeat)
        print(
            "\n".join(
                [
                    *alarms,
                    f"{len(alarms)} false alarms in {arguments.repeat} gradings of each of {len(chosen)} exercises",
                ]
            )
        )
        return 1 if alarms else 0
    if arguments.quick and (arguments.accept or arguments.scores):
        raise UsageError("--quick runs no wrong answer to its end: --accept and --scores need that")
    report = selftest(course, arguments.exercises, accept=arguments.accept, quick=chosen if arguments.quick else ())
    print(f"{report.scores}\n\n{report.text}" if arguments.scores else report.text)
    return 0 if report.proven else 1


def _new_course(arguments: argparse.Namespace) -> int:
    from autograder.newcourse.new import NotEmpty, new_course

    try:
        print(new_course(arguments.folder), end="")
    except (NotEmpty, OSError) as error:
        raise UsageError(str(error)) from None
    return 0


def _new_exercise(arguments: argparse.Namespace) -> int:
    from autograder.course.exercise import NotMade, Wanted, new_exercise

    wanted = Wanted(arguments.id, arguments.assignment, arguments.notebook, arguments.kind, arguments.new_assignment)
    try:
        print(new_exercise(load(arguments.course, check_pieces=False), wanted), end="")
    except (NotMade, OSError) as error:
        raise UsageError(str(error)) from None
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from autograder.doctor import examine

    course: Course | None = load(arguments.course, check_pieces=False) if arguments.course.exists() else None
    text, healthy = examine(course)
    print(text)
    return 0 if healthy else 1
