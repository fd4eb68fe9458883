"""Checks that fail for the same reason: the first one says it, the others refer to that one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.report.model import TestResult, Verdict

_NUMBERS = re.compile(r"[-+]?\d[\d.e+-]*")
_SIZES = re.compile(r"[(\[](?:#(?:, ?)?)*[)\]]")
# Before it no quotation marks, in which stands what a submission returned.
_NOTHING = re.compile(r"[^'\"]* is None, but should be ")


def grouped(tests: Sequence[TestResult]) -> tuple[TestResult, ...]:
    """The tests with `same_as`: the id of the first one that fails for the same reason, None for that one itself."""
    first: dict[tuple[Verdict, str], TestResult] = {}
    found = []
    for test in tests:
        reason = _reason(test)
        earlier = test if reason is None else first.setdefault(reason, test)
        found.append(replace(test, same_as=None if earlier is test else earlier.id))
    return tuple(found)


def others_of(tests: Sequence[TestResult]) -> dict[str, list[TestResult]]:
    """By the name of the first: the tests that fail for its reason as well.

    A public and a hidden test may have the same id; `same_as` means the one that failed for the same reason.
    """
    firsts = [test for test in tests if test.same_as is None and test.verdict is not Verdict.PASSED]
    others: dict[str, list[TestResult]] = {}
    for test in tests:
        named = [first for first in firsts if first.id == test.same_as]
        if named:
            first = next((one for one in named if _reason(one) == _reason(test)), named[0])
            others.setdefault(first.name, []).append(test)
    return others


def _came_to_nothing(test: TestResult) -> bool:
    came = None if test.message is None else test.message.values.get("came")
    return (came is None or came == "None") and _NOTHING.match(test.words) is not None


def _reason(test: TestResult) -> tuple[Verdict, str] | None:
    """What two tests have in common that fail for one reason.

    An error is the same on inputs of other sizes and values; a wrong value is not: there each input tells more.
    """
    if test.verdict is Verdict.PASSED or not test.words:
        return None
    if test.verdict in (Verdict.FAILED, Verdict.GRADER_ERROR):
        return test.verdict, "None" if _came_to_nothing(test) else test.words
    return test.verdict, _SIZES.sub("()", _NUMBERS.sub("#", test.words))
