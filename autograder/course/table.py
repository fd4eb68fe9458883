"""CSV as spreadsheets and learning platforms write it: whatever separates the values, and with the line of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator


class BrokenLine(Exception):
    """What is no line of a CSV file; `line` is its number, and the message needs a subject before it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def text_of(data: bytes) -> str:
    """Raises ValueError for what is no text in UTF-8 or, with its mark, in UTF-16."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8; save it anew, in Excel as `CSV UTF-8`") from None


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins, those without any value left out. Raises BrokenLine and ValueError."""
    lines = list(io.StringIO(text, newline=""))
    first = next((line for line in lines if line.strip()), "")
    told = first.strip().casefold()
    separator = told[4:] if told.startswith("sep=") else max(",;\t", key=first.count)
    if separator not in (",", ";", "\t"):
        raise ValueError(f"its values are separated by {separator!r}; use commas, semicolons or tabs")
    reader, begin = csv.reader(lines, delimiter=separator, strict=True), 1
    try:
        for row in reader:
            if any(value.strip() for value in row) and not (begin == 1 and told.startswith("sep=")):
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error as error:
        raise BrokenLine(begin, f"is no line of a CSV file: {error}") from None
