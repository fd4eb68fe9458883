"""What commands ask of their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

DEVICES = ("cpu", "sim", "cuda")


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
