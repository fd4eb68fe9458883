"""Attempts: which of a learner's hand-ins were graded, where course.yml says how many are.

`attempts.jsonl` in the course's folder has one line for each. Whoever takes a line out gives that attempt back.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.model import Assignment, Course
from autograder.gradebook.transaction import unwritable
from autograder.handin.folder import HandIn
from autograder.notebook import ordinary
from autograder.notebook.file import MAX_BYTES

FILE = "attempts.jsonl"


@dataclass(frozen=True)
class _Work:
    """The digests of an attempt's notebooks, and how many the assignment had then, None where that is not known.

    `broken` are those of notebooks that could not be read. They cost no attempt: whole ones may take their places.
    """

    notebooks: tuple[str, ...]
    of: int | None
    broken: frozenset[str] = frozenset()


class Attempts:
    """Those of one assignment, as the file has them now. `problems` are lines about what cannot be read there."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._path, self.most = course.root / FILE, assignment.attempts
        self._assignment, self._notebooks = assignment.id, assignment.notebooks
        self._works: dict[str, list[_Work]] = defaultdict(list)
        self.problems: list[str] = []
        if self.most is not None:
            self._read()

    def used(self, learner: str) -> int:
        """How many attempts of the learner's are counted."""
        return len(self._works.get(learner, ()))

    def is_spent(self, hand_in: HandIn) -> bool:
        """Whether it came after the learner's last attempt, so that it is not graded."""
        counted = self._works.get(hand_in.learner, [])
        return (
            self.most is not None
            and len(counted) >= self.most
            and not self._is_of(work := work_of(hand_in.notebooks), counted)
            and not _mends(work, counted)
        )

    @property
    def spent(self) -> str:
        """Why such a hand-in is not graded."""
        return f"all {self.most} attempts are used; the earlier score stands"

    def words(self, learner: str, submitted: Path) -> str:
        """What the learner's page says, "" where attempts are not limited; `submitted` is the folder of what was handed
        in."""
        used = self.used(learner)
        if self.most is None or not used:
            return ""
        words = f"Attempt {used} of {self.most}."
        if self.is_spent_in(learner, submitted):
            return f"{words} What was handed in after it is not graded: this score stands."
        if self._works[learner][-1].broken:
            return f"{words} A notebook in it could not be read: a whole one, beside the others as they are, is still this attempt."
        return words

    def is_spent_in(self, learner: str, submitted: Path) -> bool:
        """`is_spent` of what lies in a learner's folder of the assignment now."""
        names = sorted(self._notebooks) if ordinary.problem(submitted) == "is a folder" else []
        there = tuple(path for name in names if os.path.lexists(path := submitted / f"{name}.ipynb"))
        return bool(there) and self.is_spent(HandIn(learner, submitted, there))

    def count(self, learner: str, work: str, score: str | None, broken: str = "") -> None:
        """Counts what was just graded, unless it is the attempt that was counted last; `broken` is the part that was
        not.

        Raises GradebookError.
        """
        counted = self._works[learner]
        if self.most is None or self._is_of(work, counted):
            return
        mends = _mends(work, counted)
        entry = {
            "assignment": self._assignment,
            "learner": learner,
            "attempt": len(counted) + (not mends),
            "graded": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
            "score": score,
            "notebooks": work,
            "of": len(self._notebooks),
            **({"broken": broken} if broken else {}),
            **({"mends": True} if mends else {}),
        }
        try:
            _append(self._path, json.dumps(entry, ensure_ascii=False).encode())
        except OSError as error:
            raise unwritable(error, str(self._path)) or error from None
        _add(counted, _Work(tuple(work.split()), len(self._notebooks), frozenset(broken.split())), mends=mends)

    def _is_of(self, work: str, counted: Sequence[_Work]) -> bool:
        """Whether it is the attempt that was counted last, or what is left of it where the author took out notebooks.

        A learner who takes one out hands in something else, by which points are lost: that is another attempt.
        """
        now = set(work.split())
        if not counted or not now <= set(counted[-1].notebooks):
            return False
        last = counted[-1]
        return last.of is None or len(set(last.notebooks)) - len(now) <= max(last.of - len(self._notebooks), 0)

    def _read(self) -> None:
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line) if line.strip() else {"assignment": None}
                if entry["assignment"] == self._assignment:
                    of = entry.get("of")  # which lines of an earlier version have not
                    broken = frozenset(str(entry.get("broken", "")).split())
                    work = _Work(tuple(str(entry["notebooks"]).split()), of if isinstance(of, int) else None, broken)
                    _add(self._works[str(entry["learner"])], work, mends=entry.get("mends") is True)
            except (ValueError, KeyError, TypeError):
                self.problems.append(
                    f"{FILE}, line {number}, is no attempt and does not count: mend it, or take it out"
                )


def _mends(work: str, counted: Sequence[_Work]) -> bool:
    """Whether it is the last attempt with other notebooks in the places of broken ones, and nothing else changed.

    So a broken notebook costs no attempt, and does not buy another one for those beside it either.
    """
    last, now = counted[-1] if counted else _Work((), None), work.split()
    whole = [digest for digest in last.notebooks if digest not in last.broken]
    return bool(last.broken) and len(now) <= len(last.notebooks) and set(whole) <= set(now)


def _add(counted: list[_Work], work: _Work, *, mends: bool) -> None:
    """As another attempt, or in the place of the last one, if that is still there."""
    if mends and counted and counted[-1].broken:
        counted.pop()
    counted.append(work)


def work_of(notebooks: Collection[Path]) -> str:
    """A digest of each notebook: other ones are another attempt, the same ones handed in again are not.

    Names are no part of it: a notebook that its author renames, or takes out of the assignment, makes nobody's attempt.
    """
    digests = []
    for path in notebooks:
        try:
            data = ordinary.read(path, MAX_BYTES + 1, own=ordinary.HANDED_IN)
        except ordinary.NotOrdinary as problem:
            data = str(problem).encode()
        digests.append(hashlib.sha256(data).hexdigest())
    return " ".join(sorted(digests))


def _append(path: Path, line: bytes) -> None:
    """A whole line at the end of the file, or none."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        begun = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"  # half a line, which somebody else has left
        data = (b"\n" if begun else b"") + line + b"\n"
        try:
            if os.write(descriptor, data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        except OSError:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)
