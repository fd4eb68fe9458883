"""What was collected before: which attempt of whom, and under which name Moodle knows that learner's submission."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = ".autograder-collected.jsonl"


@dataclass(frozen=True)
class Record:
    """An attempt: its files as a digest, the newest moment in it (seconds since 1970), and where it came from.

    `moodle` is the learner's name in Moodle's download with the participant's number, as `Ada Lovelace_12345`; "" for
    none.
    """

    learner: str
    assignment: str
    digest: str
    moment: float
    source: str
    moodle: str = ""


class Records:
    """The last record of each learner and assignment. A line for each, as a kill may leave half a line."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._records: dict[tuple[str, str], Record] = {}
        text = self._path.read_text(encoding="utf-8", errors="replace") if self._path.is_file() else ""
        for line in filter(None, text.splitlines()):
            with contextlib.suppress(ValueError, TypeError):
                record = Record(**json.loads(line))
                self._records[record.learner, record.assignment] = record

    def get(self, learner: str, assignment: str) -> Record | None:
        return self._records.get((learner, assignment))

    def add(self, record: Record) -> None:
        """Remembers a record, and an earlier number of Moodle's where this one has none. Raises OSError."""
        before = self.get(record.learner, record.assignment)
        if before is not None and not record.moodle:
            record = Record(**{**asdict(record), "moodle": before.moodle})
        if record == before:
            return
        self._records[record.learner, record.assignment] = record
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps(asdict(record), ensure_ascii=False)}\n")
