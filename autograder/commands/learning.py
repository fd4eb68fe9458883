"""`progress` and `reset`: what a learner's installation can do, too."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands.usage import UsageError


def add_progress(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "progress",
        help="what you have tried, and what passes",
        description="Shows what has been tried in a course's notebooks, and what passes. Nothing of it leaves this machine.",
    )
    command.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="FOLDER", help="that of 00-start.ipynb (default: here)"
    )
    command.set_defaults(run=_progress)


def add_reset(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "reset",
        help="put a notebook back as it was handed out",
        description="Puts a notebook back as it was handed out, and keeps a copy of yours in the folder `autograder-earlier`.",
    )
    command.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    command.set_defaults(run=_reset)


def _progress(arguments: argparse.Namespace) -> int:
    from autograder.learner.display import Unfinished
    from autograder.learner.progress import notice

    folder = arguments.folder.absolute()
    try:
        print(notice(folder / "assignments" if (folder / "course.yml").is_file() else folder).text)
    except Unfinished as error:
        raise UsageError(str(error)) from None
    return 0


def _reset(arguments: argparse.Namespace) -> int:
    from autograder.learner.reset import NotReset, reset

    try:
        copy = reset(arguments.notebook)
    except NotReset as error:
        raise UsageError(str(error)) from None
    print(f"{arguments.notebook} is as it was handed out; what was there is now {copy}")
    return 0
