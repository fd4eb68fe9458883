"""`autograder reset NOTEBOOK`: a notebook as it was handed out; the learner's own is kept."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

from autograder.course.layout import CHECKS, EARLIER, ORIGINAL


class NotReset(Exception):
    """The notebook stays as it is; the message says why."""


def reset(path: Path) -> Path:
    """Puts the notebook back as it was handed out. Returns the copy of what was there. Raises NotReset.

    The copy lies in a folder above the assignment's, so that it is not handed in.
    """
    path = path.absolute()
    original = path.parent / CHECKS / f"{path.stem}{ORIGINAL}"
    if path.suffix != ".ipynb" or not original.is_file():
        known = sorted(file.name.removesuffix(ORIGINAL) for file in original.parent.glob(f"*{ORIGINAL}"))
        there = f"there are {', '.join(f'{name}.ipynb' for name in known)}" if known else "nothing was handed out there"
        raise NotReset(f"{path.name} was not handed out into {path.parent.name}/; {there}")
    try:
        fresh = gzip.decompress(original.read_bytes())
        copy = _copy(path)
        path.write_bytes(fresh)
    except (OSError, EOFError) as error:
        raise NotReset(f"{path.name} cannot be put back: {error}") from None
    return copy


def original_of(notebook: bytes) -> bytes:
    """A released notebook as it is kept for `reset`: packed, the same bytes at each release."""
    return gzip.compress(notebook, mtime=0)


def _copy(path: Path) -> Path:
    folder = path.parent.parent / EARLIER / path.parent.name
    folder.mkdir(parents=True, exist_ok=True)
    when = dt.datetime.now().strftime("%Y-%m-%d-%H%M%S")
    copy = folder / f"{path.stem}-{when}.ipynb"
    number = 1
    while copy.exists():  # two in one second
        number += 1
        copy = folder / f"{path.stem}-{when}-{number}.ipynb"
    if path.exists():
        copy.write_bytes(path.read_bytes())
    return copy
