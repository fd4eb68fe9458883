"""Whose a file in a download is, and how it was called when it was handed in, by the names that platforms give."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.layout import assignment_of

# `fullname_number_assignsubmission_file`, before Moodle 4.1 with `_` at its end, as a folder or before the file's name.
# The number is the participant's in this one assignment. Moodle replaces `_` in names.
_MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<number>\d{1,20})_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?", re.DOTALL
)
# `lastnamefirstname_LATE_user_attachment_filename`; for an anonymous assignment, `anon_` and letters for the user.
_CANVAS = re.compile(
    r"(?P<name>\w+?)(?P<late>_late)?_(?P<number>\d{1,20})_(?P<file>\d{1,20})_(?P<rest>.+)", re.DOTALL | re.IGNORECASE
)
_CANVAS_ANONYMOUS = re.compile(r"(late_)?anon_[a-z0-9]+_\d+_.+", re.DOTALL | re.IGNORECASE)
# What Moodle calls everybody in a download for blind marking, before the number.
_NOBODY = "participant"


@dataclass(frozen=True)
class Owner:
    """Whom a name names: `name` as the platform writes it, and the number that it has for that person, "" for none.

    `platform` is `moodle`, `canvas`, or "" for a folder or file by learner.
    """

    name: str
    number: str = ""
    platform: str = ""


@dataclass(frozen=True)
class Named:
    """A file: its owner, its path as it was handed in, Canvas's mark and number of the upload; `problem` if it is none."""

    owner: Owner
    parts: tuple[str, ...]
    late: bool = False
    upload: int = 0
    problem: str | None = None


def named(parts: tuple[str, ...]) -> Named:
    """What the path of a file from the top of a download says."""
    first, rest = parts[0], parts[1:]
    moodle = _MOODLE.fullmatch(first)
    if moodle:
        owner = Owner(moodle["name"].strip(), moodle["number"], "moodle")
        inner = (*filter(None, [moodle["rest"]]), *rest)
        problem = None
        if moodle["plugin"] != "file":
            problem = f"was not handed in as a file, but as Moodle's {moodle['plugin']}"
        elif moodle["name"].casefold() == _NOBODY:
            problem = "is of an anonymous download; reveal the names in Moodle, and download it again"
        return Named(owner, inner or (first,), problem=problem)
    if not rest and _CANVAS_ANONYMOUS.fullmatch(first):
        why = "is of an anonymous download; show the names in Canvas, and download it again"
        return Named(Owner(first, "", "canvas"), parts, problem=why)
    canvas = _CANVAS.fullmatch(first) if not rest else None
    if canvas:
        owner = Owner(canvas["name"], canvas["number"], "canvas")
        return Named(owner, (canvas["rest"],), canvas["late"] is not None, int(canvas["file"]))
    return Named(Owner(first), rest)


def is_moodles(parts: tuple[str, ...]) -> bool:
    """Whether a path is one of a download of Moodle's, wherever that lies."""
    return any(_MOODLE.fullmatch(part) for part in parts)


def without_wrapper(
    paths: Sequence[tuple[str, ...]], is_learner: Callable[[str], bool], assignments: Collection[str]
) -> int:
    """How many folders stand around a whole download, as they do when one is zipped again."""
    depth = 0
    while True:
        tops = {path[depth] for path in paths if len(path) > depth + 1}
        if len(tops) != 1 or any(len(path) <= depth + 1 for path in paths):
            return depth
        (top,) = tops
        if named((top, "")).owner.platform or is_learner(top):
            return depth
        for path in paths:
            below = path[depth + 1]
            is_file = len(path) == depth + 2
            if (not is_file and assignment_of(Path(below)) in assignments) or (
                is_file and below.lower().endswith(".ipynb") and not named((below,)).owner.platform
            ):
                return depth  # a learner's own folder
        depth += 1
