"""extensions.yml beside course.yml: who may hand in until when. `autograder extend` writes there, and so may anybody."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autograder.course import moments
from autograder.course.learner_id import fault
from autograder.course.model import Assignment, Course, CourseError
from autograder.course.yaml import Located, Problem, Reader, did_you_mean

_HEAD = "# Who may hand in until when. `autograder extend` writes here; edit it as you like, one line for each.\n"
_PLAIN = re.compile(r"[A-Za-z_][\w.@-]*", re.ASCII)
_WORDS = ("null", "true", "false", "yes", "no", "on", "off")  # which YAML takes for values


@dataclass(frozen=True)
class Extension:
    """`learner` may hand in `assignment` `until` then, in the zone that the file names.

    `line` is where it says so, from which column to which; None where that is not in one line.
    """

    learner: str
    assignment: str
    until: dt.datetime
    line: int
    columns: tuple[int, int] | None


def extensions(course: Course) -> tuple[Extension, ...] | None:
    """What extensions.yml says; None where there is no such file. Raises CourseError with every mistake in it."""
    path = course.layout.extensions_file
    try:
        state = path.stat()
    except OSError:
        return None
    return _read(path, tuple(assignment.id for assignment in course.assignments), state.st_mtime_ns, state.st_size)


def extension(course: Course, assignment: Assignment, learner: str) -> Extension | None:
    """The learner's extension, where there is one that is later than the due date. Raises CourseError."""
    if assignment.due is None:
        return None
    found = (e for e in extensions(course) or () if (e.learner, e.assignment) == (learner, assignment.id))
    return next((e for e in found if e.until > assignment.due), None)


def own_due(course: Course, assignment: Assignment, learner: str) -> dt.datetime | None:
    """When it is due for this learner: the due date of course.yml, or the extension. Raises CourseError."""
    own = extension(course, assignment, learner)
    return assignment.due if own is None else own.until


def enter(course: Course, learner: str, assignment: str, until: str) -> None:
    """Writes an extension into the file, in place of the one for the same two; comments and other lines stay.

    Raises CourseError for a file with mistakes, and ValueError for one that is not written in lines.
    """
    line = f"- {{learner: {_quoted(learner)}, assignment: {assignment}, until: {until}}}"
    lines, known = _lines(course), extensions(course) or ()
    old = next((e for e in known if (e.learner, e.assignment) == (learner, assignment)), None)
    if old is None:
        lines.append(line)
    elif old.columns is not None:
        lines[old.line - 1] = line + lines[old.line - 1][old.columns[1] :]
    _write(course, lines)


def remove(course: Course, learner: str, assignment: str) -> bool:
    """Takes an extension out of the file; whether there was one. Raises as `enter`."""
    lines = _lines(course)
    found = [e.line for e in extensions(course) or () if (e.learner, e.assignment) == (learner, assignment)]
    if found:
        del lines[found[0] - 1]
        _write(course, lines)
    return bool(found)


@lru_cache(maxsize=4)
def _read(path: Path, assignments: tuple[str, ...], _modified: int, _size: int) -> tuple[Extension, ...]:
    if not "".join(_without_comments(path)).strip():
        return ()
    read = Reader(path.name)
    root = read.root(path)
    found: dict[tuple[str, str], Extension] = {}
    for item in read.items(root):
        entry = _entry(read, item, assignments)
        if entry is None:
            continue
        earlier = found.setdefault((entry.learner, entry.assignment), entry)
        if earlier is not entry:
            read.complain(
                item, f"{entry.learner} has an extension of {entry.assignment} in line {earlier.line} already"
            )
    if read.problems:
        raise CourseError(read.problems)
    return tuple(found.values())


def _entry(read: Reader, at: Located, assignments: Sequence[str]) -> Extension | None:
    entries = read.mapping(at, ["learner", "assignment", "until"])
    if len(entries) < 3:
        return None
    # Whatever YAML takes an id for: 0042 is not the number 42.
    learner, assignment, until = (
        getattr(entries[key].node, "value", None) for key in ("learner", "assignment", "until")
    )
    wrong = fault(learner) if isinstance(learner, str) and learner else "must be a learner's id"
    if wrong is not None or not isinstance(learner, str):
        read.complain(entries["learner"], str(wrong))
        return None
    if assignment not in assignments:
        read.complain(
            entries["assignment"],
            f"course.yml has no assignment {assignment}{did_you_mean(str(assignment), assignments)}",
        )
        return None
    start, end = at.node.start_mark, at.node.end_mark
    columns = (start.column, end.column) if start.line == end.line else None
    try:
        return Extension(learner, str(assignment), moments.with_zone(until), at.line, columns)
    except ValueError as error:
        read.complain(entries["until"], str(error))
        return None


def _without_comments(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8-sig").splitlines() if not line.lstrip().startswith("#")]
    except (OSError, UnicodeError):
        return ["cannot be read"]  # which the reader says better


def _lines(course: Course) -> list[str]:
    """The file's lines. Raises ValueError where an extension is not one line of its own."""
    path = course.layout.extensions_file
    known = extensions(course)
    if known is None:
        return [_HEAD.rstrip("\n")]
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    for entry in known:
        if entry.columns is None or lines[entry.line - 1][: entry.columns[0]].strip() != "-":
            raise ValueError(
                f"{path.name}:{entry.line}: is not one line that begins with a dash, as `autograder extend` writes; write it as"
                f" - {{learner: {_quoted(entry.learner)}, assignment: {entry.assignment}, until: ...}}, or add the new one by hand"
            )
    return lines


def _write(course: Course, lines: Sequence[str]) -> None:
    path = course.layout.extensions_file
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        _read.__wrapped__(half, tuple(assignment.id for assignment in course.assignments), 0, 0)
    except CourseError as error:
        half.unlink()
        raise CourseError([Problem(path.name, p.line, p.path, p.message) for p in error.problems]) from None
    half.replace(path)


def _quoted(learner: str) -> str:
    plain = _PLAIN.fullmatch(learner) and learner.casefold() not in _WORDS
    return learner if plain else json.dumps(learner, ensure_ascii=False)
