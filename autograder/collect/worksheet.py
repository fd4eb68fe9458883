"""Moodle's grading worksheet, which says when each participant handed in; its download of all submissions does not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.course import moments
from autograder.course.table import BrokenLine, rows, text_of

_NUMBER, _TIME = "Identifier", "Last modified (submission)"
_PARTICIPANT = re.compile(r"\D*(\d{1,20})", re.ASCII)  # `Participant 12345`, the number that the download has as well
_NOTHING = ("", "-")  # for who has handed in nothing
_MOST_BYTES = 50_000_000
_MOST_LINES = 5
_LONGEST = 60  # characters of a value that is shown


class WorksheetError(Exception):
    """A worksheet that cannot be used; a line for each of the first few places, with file, line and value."""


def times(path: Path, clocks: dt.tzinfo | None) -> dict[str, dt.datetime | None]:
    """By participant's number the time of handing in, in UTC; None for who has handed in nothing.

    Times without a zone are those of `clocks`. Raises WorksheetError, where only one cannot be read one way only, too.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is too large for a worksheet")
        table = list(rows(text_of(path.read_bytes())))
    except BrokenLine as error:
        raise WorksheetError(f"{path.name}, line {error.line}: {error}") from None
    except (OSError, ValueError) as error:
        raise WorksheetError(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    header = [" ".join(name.split()).casefold() for name in table[0][1]] if table else []
    missing = [name for name in (_NUMBER, _TIME) if header.count(name.casefold()) != 1]
    if missing:
        raise WorksheetError(
            f"{path.name} has no column {missing[0]!r}, as Moodle's grading worksheet has in English; download it anew, with"
            " Moodle in that language"
        )
    columns = header.index(_NUMBER.casefold()), header.index(_TIME.casefold())
    found: dict[str, dt.datetime | None] = {}
    problems = list(_problems(path.name, table[1:], columns, clocks, found))
    if problems:
        more = [f"{len(problems) - _MOST_LINES} more like these"] if len(problems) > _MOST_LINES else []
        raise WorksheetError("\n".join([*problems[:_MOST_LINES], *more]))
    return found


def _problems(
    name: str,
    table: Sequence[tuple[int, list[str]]],
    columns: tuple[int, int],
    clocks: dt.tzinfo | None,
    found: dict[str, dt.datetime | None],
) -> Iterator[str]:
    """A line for each row that cannot be used; what the others say goes to `found`."""
    for line, row in table:
        who, when = (" ".join(row[column].split()) if column < len(row) else "" for column in columns)
        participant = _PARTICIPANT.fullmatch(who)
        if participant is None:
            yield f"{name}, line {line}: {_quoted(who)} names no participant's number"
            continue
        try:
            time = None if when in _NOTHING else moments.moment(when, clocks)
        except moments.NoZone:
            yield f"{name}, line {line}: {_quoted(when)} has no time zone; add whose clocks these are: --times Europe/Berlin"
            return  # so are all of them
        except ValueError as error:
            yield f"{name}, line {line}: {_quoted(when)} {error}; write e.g. {moments.EXAMPLE}"
            continue
        if found.setdefault(participant[1], time) != time:
            yield f"{name}, line {line}: {_quoted(who)} has another time already; remove one of the lines"


def joined(sheets: Sequence[Mapping[str, dt.datetime | None]]) -> dict[str, dt.datetime | None]:
    """Of several worksheets; each participant's number is that of one assignment alone."""
    return {number: time for sheet in sheets for number, time in sheet.items()}


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")
