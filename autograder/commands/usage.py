"""What commands ask of their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

DEVICES = ("cpu", "sim", "cuda")


class Version(argparse.Action):
    """Prints the version. It is looked up only then: reading what is installed takes its time."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and end")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"autograder {version('deep-learning-autograder')}")
        parser.exit()


def help_alone(parser: argparse.ArgumentParser) -> None:
    """Without a command, the parser prints its help. The status is that of a mistake in usage: nothing was done."""

    def run(_: argparse.Namespace) -> int:
        parser.print_help()
        return 2

    parser.set_defaults(run=run)


class UsageError(Exception):
    """What was asked for cannot be done; the message says why and what to do instead."""


def known_names(asked: Sequence[str], known: Sequence[str], kind: str) -> list[str]:
    """What is asked for, or all that there is where nothing is. Raises UsageError for what there is not."""
    for name in asked:
        if name not in known:
            raise UsageError(f"there is no {kind} {name!r} in course.yml; there is {', '.join(known)}")
    return list(asked) or list(known)


def require_device(device: str) -> None:
    """Raises UsageError where this machine does not have it."""
    if device == "cpu":  # every machine has it; asking would load torch
        return
    from autograder.devices.simulated import available

    if device not in available():
        raise UsageError(f"this machine has no device {device}; it has {', '.join(available())}")


def positive(text: str) -> int:
    """The whole number of at least 1 that an argument says."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
