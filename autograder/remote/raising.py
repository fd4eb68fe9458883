"""What a submission raised, as its judge is told."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable

from autograder.remote import wire


def raised(
    error: BaseException,
    told: Callable[[BaseException], str],
    *,
    changed: list[wire.Change] | None = None,
    stdout: str = "",
    missing: bool = False,
) -> wire.Raised:
    """`told` puts the exception into words; `missing` says that a name is not defined that the judge asked for."""
    try:
        message = told(error)[:2000]
    except Exception:  # noqa: BLE001  __str__ is the submission's code
        message = "(its message cannot be shown)"
    return wire.Raised(type(error).__name__[:100], message, _own_lines(error), missing, changed or [], stdout)


def _own_lines(error: BaseException) -> list[str]:
    """The lines of the submission in the traceback, innermost last: `line 3: return X.exp()`."""
    lines = []
    for frame, number in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if _is_submitted(code.co_filename):
            text = linecache.getline(code.co_filename, number).strip()
            lines.append(f"{code.co_name}, line {number}: {text[:200]}")
    return lines[-5:]


def _is_submitted(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith("<ipython-input") or filename.startswith("<answer")
