"""Whether anything has changed that scores depend on: course.yml, nbgrader_config.py, graders, releases."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from autograder.course.fingerprint import fingerprint
from autograder.course.model import Assignment, Course

State = tuple[object, ...]


class Sources:
    """As they were when this was made. `rest` seconds without a further change, and they can be read again."""

    def __init__(self, course: Course, assignments: Sequence[Assignment], rest: float) -> None:
        self._course, self._assignments, self._rest = course, assignments, rest
        self._last = self._first = self._look()
        self._since = time.monotonic()

    def have_changed(self) -> bool:
        return self._look() != self._first

    def have_settled(self) -> bool:
        """Whether they have changed, and are at rest again."""
        now = self._look()
        if now != self._last:
            self._last, self._since = now, time.monotonic()
        return now != self._first and time.monotonic() - self._since >= self._rest

    def _look(self) -> State:
        released = [path for assignment in self._assignments for path in sorted(assignment.release.glob("*.ipynb"))]
        files = [self._course.layout.course_file, self._course.root / "nbgrader_config.py", *released]
        try:
            return (*map(_state, files), *(fingerprint(self._course, assignment) for assignment in self._assignments))
        except OSError:  # a file went while it was looked at
            return (time.monotonic(),)


def _state(path: Path) -> State:
    try:
        status = path.stat()
    except OSError:
        return (str(path), None)
    return str(path), status.st_size, status.st_mtime_ns
