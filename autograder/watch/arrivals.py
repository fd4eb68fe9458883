"""What has come into submitted/ and is at rest: nobody writes to it any more.

It is looked at again and again. The kernel would tell of changes (inotify), but not of those that another machine makes
on NFS, not everywhere, and not of whether a file is whole.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.notebook import ordinary

# What nobody has touched for so long is at rest at first sight. More than clocks of two machines differ.
OLD_SECONDS = 120.0
_MOST_NAMES = 10_000  # in submitted/ and in a learner's folder


@dataclass(frozen=True)
class Place:
    """Where something lies: what `name` in submitted/ holds for `assignment`, or beside all of them where that is ""."""

    name: str
    assignment: str


Look = tuple[object, ...]


@dataclass
class _Seen:
    look: Look
    since: float
    told: bool = False


class Arrivals:
    """What lies in the folder `submitted`, as often as it is looked at; `rest` seconds without a change are rest."""

    def __init__(self, submitted: Path, assignments: Sequence[str], rest: float) -> None:
        self._submitted, self._assignments, self._rest = submitted, frozenset(assignments), rest
        self._seen: dict[Place, _Seen] = {}

    def come(self) -> list[Place]:
        """What has come to rest since it was asked for last: each place once after each change."""
        now = time.monotonic()
        there = dict(self._looks())
        self._seen = {place: seen for place, seen in self._seen.items() if place in there}
        found = []
        for place, look in there.items():
            seen = self._seen.get(place)
            if seen is None or seen.look != look:
                seen = self._seen[place] = _Seen(look, now - self._rest if _is_old(look) else now)
            if not seen.told and now - seen.since >= self._rest:
                seen.told = True
                found.append(place)
        return found

    def restless(self) -> list[Place]:
        """What was not at rest when it was looked at last."""
        return [place for place, seen in self._seen.items() if not seen.told]

    def is_at_rest(self, place: Place) -> bool:
        """Whether it was when it was looked at last."""
        seen = self._seen.get(place)
        return seen is not None and seen.told

    def is_unchanged(self, place: Place) -> bool:
        """Whether it is at rest, and looks right now as it did."""
        return (
            self.is_at_rest(place) and _look(self._submitted / place.name / place.assignment) == self._seen[place].look
        )

    def again(self, places: Sequence[Place] | None = None) -> None:
        """Has `come` name these again, by default all."""
        for place in self._seen if places is None else places:
            if place in self._seen:
                self._seen[place].told = False

    def _looks(self) -> Iterator[tuple[Place, Look]]:
        for name in _names(self._submitted):
            folder = self._submitted / name
            if ordinary.problem(folder) != "is a folder":
                yield Place(name, ""), _state(folder)
                continue
            names = _names(folder)
            for assignment in sorted(self._assignments.intersection(names)):
                yield Place(name, assignment), _look(folder / assignment)
            others = [inner for inner in names if inner not in self._assignments]
            if others or not names:
                yield Place(name, ""), _look_at_others(folder, others)


def _look_at_others(folder: Path, names: Sequence[str]) -> Look:
    """Of a learner's folders that are no submission; all together have the room of one, and of what is more the names
    count."""
    found: list[object] = []
    left = ordinary.MOST_ENTRIES
    for name in names:
        look = _look(folder / name, left) if left > 0 else (_state(folder / name),)
        left = 0 if isinstance(look[-1], str) else left - len(look)  # a text: there were too many
        found.append((name, look))
    return tuple(found)


def _look(folder: Path, most: int = ordinary.MOST_ENTRIES) -> Look:
    """Names, kinds, sizes and times of all that lies in the folder of a submission, or of what is there in its place.

    At most of `most` files and folders.
    """
    found: list[object] = [_state(folder)]
    if ordinary.problem(folder) != "is a folder":
        return tuple(found)
    try:
        for entry in ordinary.walk(folder, most=most):
            found.append((entry.path, *_essence(entry.status)))
    except (ordinary.NotOrdinary, OSError) as problem:
        found.append(str(problem))
    return tuple(found)


def _state(path: Path) -> Look:
    try:
        return _essence(os.lstat(path))
    except OSError as error:
        return (error.errno,)


def _essence(status: os.stat_result) -> Look:
    """A folder's own size and times are those of its names, which are looked at."""
    if stat.S_ISDIR(status.st_mode):
        return status.st_mode, status.st_ino, 0, 0.0
    return status.st_mode, status.st_ino, status.st_size, max(status.st_mtime, status.st_ctime)


def _is_old(look: Look) -> bool:
    """Whether nothing in it was touched lately. A clock that is ahead makes things younger, so that they wait."""
    times = [part[-1] for part in look if isinstance(part, tuple) and part and isinstance(part[-1], float)]
    return bool(times) and time.time() - max(times) > OLD_SECONDS


def _names(folder: Path) -> list[str]:
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                names.append(entry.name)
                if len(names) == _MOST_NAMES:
                    break
    except OSError:  # not there yet, or not for us; what belongs there is said where it is looked at
        return []
    return sorted(names)
