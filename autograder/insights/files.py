"""Insights for programs: JSON with everything that the page shows, and a table of exercises, checks and questions as
CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import msgspec

from autograder.insights.assignment import Insight
from autograder.insights.sofar import SoFar

SCHEMA = 1
_COLUMNS = ("assignment", "part", "kind", "id", "title", "points", "learners", "failed", "difficulty", "discrimination")
_DECIMALS = 4


def as_json(found: Insight | SoFar) -> str:
    """One object with the fields of `Insight` or `SoFar`, which say what they hold. Times and durations are ISO 8601."""
    data = msgspec.to_builtins(found, builtin_types=())
    return msgspec.json.format(msgspec.json.encode({"schema": SCHEMA, **data}), indent=1).decode() + "\n"


def as_csv(found: Sequence[Insight]) -> str:
    """A row for each exercise, check, quiz and question; `failed` counts those who did not get all of it. Nothing in it
    is a learner's."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for one in found:
        for item in one.items:
            numbers = (_rounded(item.difficulty), _rounded(item.discrimination))
            start = (one.assignment, item.part, item.kind, item.id, item.title)
            rows.writerow((*start, round(item.points, 2), item.learners, len(item.failed), *numbers))
    return file.getvalue()


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, _DECIMALS)
