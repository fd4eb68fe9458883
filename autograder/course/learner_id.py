"""Which names of folders can be learners' ids, in every step from the submission to the exported scores."""

from __future__ import annotations

import re
import unicodedata

from autograder.report.visible import without_stacks

_LONGEST = 128  # of an id in nbgrader's gradebook


def unusable(id: str) -> str | None:
    """None for an id that can be used, else why not and what to do, in one line that can be shown anywhere."""
    why = fault(id)
    if why is None:
        return None
    return f"{why}; rename the folder{' to the same name in NFC' if id.isprintable() and _is_decomposed(id) else ''}"


def fault(id: str) -> str | None:
    """None for an id that can be used, else why not."""
    if not id:
        return "is empty"
    if not id.isprintable():
        return "has characters that cannot be seen or written"
    if _is_decomposed(id):
        return "has its accents as characters of their own (Unicode NFD), which the gradebook takes for another learner"
    if id != without_stacks(id):
        return "has so many accents on a letter that they cover what stands above it"
    if id != id.strip():
        return "begins or ends with a space, which nbgrader cuts off"
    if {".", ".."} & set(re.sub("%2e", ".", id, flags=re.IGNORECASE).split("\\")):
        return "leads elsewhere in an address, where browsers read a backslash as a slash"
    if id.startswith("."):
        return "begins with a dot, so nbgrader does not see it"
    if len(id) > _LONGEST:
        return f"has {len(id)} characters; the gradebook takes {_LONGEST}"
    return None


def shown(name: str) -> str:
    """A name as a line of text shows it: what is not printable, or would cover other lines, is escaped."""
    if name.isprintable() and name == name.strip() == without_stacks(name):
        return name
    return ascii(name)


def _is_decomposed(id: str) -> bool:
    return id != unicodedata.normalize("NFC", id)
