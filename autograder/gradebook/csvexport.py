"""`nbgrader export` as a CSV file that is read back as it was written: nbgrader joins values with commas, quotes or not."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.report.model import rounded

_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


# What spreadsheets take for the beginning of a formula, the full-width signs of East Asian keyboards included.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class CsvExport(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's columns, order and values; quoted where they need it, and no text of a learner's is a formula."""

    def export(self, gradebook: Any) -> None:
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(_COLUMNS)
            rows.writerows(self._rows(gradebook))

    def _rows(self, gradebook: Any) -> Iterator[list[Any]]:
        assignments, students = (list(map(str, chosen)) for chosen in (self.assignment, self.student))
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if (not assignments or assignment.name in assignments) and (not students or student.id in students):
                    yield _row(gradebook, assignment, student)


def _row(gradebook: Any, assignment: Any, student: Any) -> list[Any]:
    time, raw, penalty, score = "", 0.0, 0.0, 0.0  # of who handed in nothing
    with contextlib.suppress(MissingEntry):
        submission = gradebook.find_submission(assignment.name, student.id)
        time, raw, penalty = submission.timestamp, submission.score, submission.late_submission_penalty
        score = max(0.0, raw - penalty)
    # Sums of numbers with two decimals, which floating point may miss by a hair.
    points = [rounded(value or 0.0) for value in (raw, penalty, score, assignment.max_score)]
    person = (student.id, student.last_name, student.first_name, student.email)
    values = (assignment.name, assignment.duedate, time, *person, *points)
    return ["" if value is None else _harmless(value) for value in values]


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would compute, behind an apostrophe, as OWASP advises on CSV injection; numbers as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
