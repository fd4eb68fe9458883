"""What each learner's graded submission was made from, and what the gradebook held of it afterwards."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

FILE = ".autograder-stamps.jsonl"


class Stamps:
    """A lost or broken file only means grading again.

    One line of JSON for each, the last one counts: a kill may leave half a line, and the cost does not grow with the
    class.
    """

    def __init__(self, path: Path, assignment: str) -> None:
        self._path, self._assignment = path, assignment
        self._stamps = dict(_lines(path))

    def get(self, student: str) -> tuple[str, str] | None:
        """(what it was made from, the scores that were entered)."""
        return self._stamps.get((self._assignment, student))

    def set(self, student: str, made_from: str, scores: str) -> None:
        self._stamps[self._assignment, student] = made_from, scores
        line = json.dumps([self._assignment, student, made_from, scores])
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")  # whatever a kill left before it stands on a line of its own


def _lines(path: Path) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in filter(None, text.splitlines()):
        with contextlib.suppress(ValueError):
            entry = json.loads(line)
            if isinstance(entry, list) and len(entry) == 4 and all(isinstance(part, str) for part in entry):
                yield (entry[0], entry[1]), (entry[2], entry[3])
