"""Checks that fail for the same reason: the first one says it, the others refer to that one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.report.model import TestResult, Verdict

_NUMBERS = re.compile(r"[-+]?\d[\d.e+-]*")
_SIZES = re.compile(r"[(\[](?:#(?:, ?)?)*[)\]]")
_NOTHING = " is None, but should be "


def grouped(tests: Sequence[TestResult]) -> tuple[TestResult, ...]:
    """The tests with `same_as`: the id of the first one that fails for the same reason, None for that one itself."""
    first: dict[tuple[Verdict, str], str] = {}
    found = []
    for test in tests:
        reason = _reason(test)
        same = None if reason is None else first.setdefault(reason, test.id)
        found.append(replace(test, same_as=None if same == test.id else same))
    return tuple(found)


def others_of(tests: Sequence[TestResult]) -> dict[str, list[TestResult]]:
    """By the id of the first: the tests that fail for its reason as well."""
    others: dict[str, list[TestResult]] = {}
    for test in tests:
        if test.same_as is not None:
            others.setdefault(test.same_as, []).append(test)
    return others


def _reason(test: TestResult) -> tuple[Verdict, str] | None:
    """What two tests have in common that fail for one reason.

    An error is the same on inputs of other sizes and values; a wrong value is not: there each input tells more.
    """
    if test.verdict is Verdict.PASSED or not test.words:
        return None
    if test.verdict in (Verdict.FAILED, Verdict.GRADER_ERROR):
        return test.verdict, _NOTHING if _NOTHING in test.words else test.words
    return test.verdict, _SIZES.sub("()", _NUMBERS.sub("#", test.words))
