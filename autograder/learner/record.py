"""What a learner has tried and what has passed: a file of their own, which nothing sends anywhere.

It lies in the folder above the assignment's, so that it is not handed in. Delete it to begin anew.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from autograder.course.layout import CHECKS, PROGRESS, assignment_of

SCHEMA = 1


@dataclass(frozen=True)
class Tried:
    """What was done for one exercise or quiz.

    `times` counts checks, or looks at a quiz; `passed` says whether the last one found everything in order; `since` is
    the day when that was so for the first time, "2027-02-01", or "". `hints` is the number of the furthest hint that
    was shown.
    """

    times: int = 0
    passed: bool = False
    since: str = ""
    hints: int = 0

    def again(self, passed: bool) -> Tried:
        """After one more check."""
        today = dt.date.today().isoformat() if passed and not self.since else self.since
        return replace(self, times=self.times + 1, passed=passed, since=today)

    def hinted(self, number: int) -> Tried:
        """After the hint of that number."""
        return replace(self, hints=max(self.hints, number))


Key = tuple[str, str]  # an assignment, and an exercise or quiz of it


def place(folder: Path) -> Path | None:
    """The file for the notebooks in `folder`; None where nothing was released into it, as in a course's own solutions/."""
    return folder.parent / PROGRESS if (folder / CHECKS).is_dir() else None


def remembered(path: Path) -> dict[Key, Tried]:
    """What the file says; nothing where there is none, or where it cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            (assignment, id): Tried(
                int(entry["times"]), bool(entry["passed"]), str(entry["since"]), int(entry["hints"])
            )
            for assignment, entries in data["tried"].items()
            for id, entry in entries.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def remember(folder: Path, id: str, change: Callable[[Tried], Tried]) -> None:
    """Changes what is known of `id` in the assignment whose notebooks lie in `folder`.

    A file that cannot be written is left alone: to check an answer matters more. `progress` says so.
    """
    path = place(folder)
    if path is None:
        return
    tried = remembered(path)
    key = (assignment_of(folder), id)
    tried[key] = change(tried.get(key, Tried()))
    with contextlib.suppress(OSError):
        _write(path, tried)


def _write(path: Path, tried: dict[Key, Tried]) -> None:
    entries: dict[str, dict[str, dict[str, object]]] = {}
    for (assignment, id), value in sorted(tried.items()):
        entries.setdefault(assignment, {})[id] = asdict(value)
    # Written beside it first: two notebooks may be open, and a kernel may end at any moment.
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_text(json.dumps({"schema": SCHEMA, "tried": entries}, indent=1) + "\n", encoding="utf-8")
    new.replace(path)
