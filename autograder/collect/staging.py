"""One learner's files of one download, laid out in a scratch folder: archives within are opened, and limits hold."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.collect.archive import TOO_LONG, Member, NotOpened, opened
from autograder.course.learner_id import shown
from autograder.handin.folder import IGNORED
from autograder.notebook import ordinary

_LONGEST_SHOWN = 200
_DEEPEST = 3  # archives within archives
_LONGEST_PATH = 1000  # bytes, of the some 4000 that a system takes with the course's own path
# What systems and editors leave in folders and archives, beside what nbgrader ignores.
_LEFT = (*IGNORED, ".*", "__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Staged:
    """A file by its path from where the learner's files begin, and where it lies now, under a name of ours.

    `upload` is the platform's number for it, 0 for none; `moment` is None in an archive of the learner's own.
    """

    parts: tuple[str, ...]
    path: Path
    upload: int = 0
    moment: dt.datetime | None = None

    @property
    def name(self) -> str:
        return self.parts[-1]


@dataclass
class Stage:
    """A scratch folder for one learner's files; `left_out` says which were not copied, and why."""

    folder: Path
    files: list[Staged] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    bytes_left: int = ordinary.MOST_BYTES
    entries_left: int = ordinary.MOST_ENTRIES
    copied: int = 0

    def add(self, parts: tuple[str, ...], member: Member, upload: int = 0) -> None:
        """Copies a file, or the files of an archive in its place."""
        self.files += [replace(found, upload=upload) for found in self._added(parts, member, 0)]

    def _added(self, parts: tuple[str, ...], member: Member, depth: int) -> Iterator[Staged]:
        if is_left(parts):
            return
        self.entries_left -= 1
        if self.entries_left == -1:
            self._leave(parts, f"and what follows: these are more than {ordinary.MOST_ENTRIES} files of one learner")
        if self.entries_left < 0:
            return
        is_long = len(parts) > ordinary.DEEPEST or len(os.fsencode("/".join(parts))) > _LONGEST_PATH
        problem = member.problem or (TOO_LONG if is_long else None)
        if problem is not None:
            self._leave(parts, problem)
            return
        if member.size > self.bytes_left:
            most = f"all files of a learner together may have {ordinary.size(ordinary.MOST_BYTES)}"
            self._leave(parts, f"is too large ({ordinary.size(member.size)}; {most})")
            return
        self.copied += 1
        target = self.folder / str(self.copied)
        try:
            member.copy(target, self.bytes_left)
        except NotOpened as error:
            target.unlink(missing_ok=True)
            self.bytes_left -= member.size  # or each of many files might be unpacked nearly to its end
            self._leave(parts, str(error))
            return
        self.bytes_left -= target.stat().st_size
        if parts[-1].lower().endswith(".zip"):
            yield from self._unpacked(parts, target, depth)
        else:
            yield Staged(parts, target, 0, member.moment if depth == 0 else None)

    def _unpacked(self, parts: tuple[str, ...], archive: Path, depth: int) -> Iterator[Staged]:
        if depth == _DEEPEST:
            self._leave(parts, f"is an archive within {depth} others")
            return
        try:
            with opened(archive, max(0, self.entries_left)) as members:
                for member in members:
                    yield from self._added((*parts[:-1], parts[-1][:-4], *member.parts), member, depth + 1)
        except NotOpened as error:
            self._leave(parts, str(error))

    def _leave(self, parts: tuple[str, ...], why: str) -> None:
        self.left_out.append((path_shown(parts), why))


def path_shown(parts: tuple[str, ...]) -> str:
    """A file's path for a line of text."""
    text = shown("/".join(parts))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def is_left(parts: tuple[str, ...]) -> bool:
    """Whether a file is nobody's work: caches, what systems leave."""
    return any(ordinary.fits(part, _LEFT) for part in parts if part != "..")
