"""Characters that nobody sees and that act on what shows them, written so that they can be read.

U+202E turns the order of what follows round, so that code reads as something else; an escape moves a terminal's cursor;
a thousand accents on one letter are drawn across all that stands above it, the score included.
"""

from __future__ import annotations

import logging
import re
import unicodedata

# Controls but for the tab and the ends of lines; marks and overrides of direction; what ends a line for some; halves of
# characters.
_ACTING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# On one letter; no language has more.
_MARKS = 8
# Where there may be more: accents are neither letters nor blanks. On a page, tags may stand between them.
_STACK = re.compile(rf"[^\w\s\x00-\u02ff](?:(?:<[^<>]*>)*[^\w\s\x00-\u02ff]){{{_MARKS},}}")
_TAG = re.compile(r"(<[^<>]*>)")
# Letters and digits of scripts that are written from right to left.
_TURNED = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
_TURNED_WORDS = re.compile(rf"{_TURNED}(?: {_TURNED})*")


def visible(text: str) -> str:
    """The text, `[U+202E]` in the place of such a character."""
    return without_stacks(_ACTING.sub(lambda found: _written(found[0]), text), written=True)


def in_order(text: str, first: str = "<bdi>", last: str = "</bdi>") -> str:
    """Code or output, as text or HTML, in which words from right to left turn nothing round beside them.

    Else `a = 10 - 7` reads as `7 - 10 = a`, where the name is Hebrew. `first` and `last` stand around such words.
    """
    return text if text.isascii() else _TURNED_WORDS.sub(rf"{first}\g<0>{last}", text)


def readable(record: logging.LogRecord) -> bool:
    """A filter of a log whose lines name what others called their files and themselves."""
    record.msg, record.args = visible(record.getMessage()), ()
    return True


def without_stacks(text: str, *, written: bool = False) -> str:
    """The text or page with so many accents on a letter at most; the others are left out, or written as `visible` does."""
    return text if text.isascii() else _STACK.sub(lambda found: _low(found[0], written), text)


def _low(run: str, written: bool) -> str:
    made, marks = [], 0
    for part in _TAG.split(run):
        if part.startswith("<"):
            made.append(part)
            continue
        for sign in part:
            kind = unicodedata.category(sign)
            # What joins and varies has no width, and a mark beside a letter ends no stack: neither begins a letter.
            stacks = kind in ("Mn", "Me") or unicodedata.combining(sign) > 0
            marks = marks + 1 if stacks else marks if kind in ("Cf", "Mc") else 0
            made.append(sign if marks <= _MARKS else _written(sign) if written else "")
    return "".join(made)


def _written(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"
