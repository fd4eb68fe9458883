"""Which names of folders can be learners' ids, in every step from the submission to the exported scores."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 128  # of an id in nbgrader's gradebook


def unusable(id: str) -> str | None:
    """None for an id that can be used, else why not and what to do, in one line that can be shown anywhere."""
    if not id.isprintable():
        return "has characters that cannot be seen or written; rename the folder"
    if id != unicodedata.normalize("NFC", id):
        return (
            "has its accents as characters of their own (Unicode NFD), which the gradebook takes for another learner;"
            " rename the folder to the same name in NFC"
        )
    if id != id.strip():
        return "begins or ends with a space, which nbgrader cuts off; rename the folder"
    if {".", ".."} & set(re.sub("%2e", ".", id, flags=re.IGNORECASE).split("\\")):
        return "leads elsewhere in an address, where browsers read a backslash as a slash; rename the folder"
    if id.startswith("."):
        return "begins with a dot, so nbgrader does not see it; rename the folder"
    if len(id) > _LONGEST:
        return f"has {len(id)} characters; the gradebook takes {_LONGEST}; rename the folder"
    return None


def shown(name: str) -> str:
    """A name as a line of text shows it: what is not printable is escaped."""
    if name.isprintable() and name == name.strip():
        return name
    return ascii(name)
