"""Characters that nobody sees and that act on what shows them, written so that they can be read.

U+202E turns the order of what follows round, so that code reads as something else; an escape moves a terminal's cursor.
"""

from __future__ import annotations

import re

# Controls but for the tab and the ends of lines; marks and overrides of direction; what ends a line for some; halves of characters.
_ACTING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text, `[U+202E]` in the place of such a character."""
    return _ACTING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
