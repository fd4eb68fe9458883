"""Which arguments a submission answers at all, for a test that asks something else than the right answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.checks.copies import copied
from autograder.checks.failure import CheckFailed
from autograder.remote.student import MissingName, SubmissionCrashed, SubmissionError, SubmissionTimeout


def first_answered(student: Any, call: Callable[..., Any], offered: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The first of the `offered` arguments for which `call(student, *args)` raises nothing; the first of all where none
    is.

    What takes too long or ends the process is not tried again.
    """
    for args in offered:
        try:
            call(student, *copied(args))
        except (MissingName, SubmissionTimeout, SubmissionCrashed):
            break
        except (SubmissionError, CheckFailed):
            continue
        return args
    return offered[0]
