"""Which failed checks somebody should read first, and which failed only because another did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.report.grouping import others_of
from autograder.report.model import TestResult, Verdict

_SHORT = 600  # characters of a counterexample that is read at a glance
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
# What failed because something else did: what is said of it, with which verdicts, and in two words.
# At the beginning: what a submission returned may stand further on.
_FOLLOWING = (
    (re.compile("This holds, but counts only"), (Verdict.FAILED,), "not counted"),
    (re.compile(r"(\w+: )?not run: the run had ended before"), (Verdict.TIMEOUT, Verdict.CRASHED), "not run"),
)
# Words of the ids of tests that a wrong value fails as well: gradients, the argument left alone, nothing left behind.
_AFTER_VALUES = ("grad", "unmodified", "argument", "left_behind", "left_alone", "in_place")


def worst(tests: Sequence[TestResult], most: int) -> tuple[TestResult, ...]:
    """At most `most` failed tests, in the order to mend them: what cost most points, together with what fails for its
    reason.

    What failed only because something else did comes last, and what a wrong value fails as well comes after it. Of two
    that cost the same, the one with a short counterexample is worse, and of these the earlier one. What says the same
    as a worse one but for its numbers gives way to what says something else, and is left out where not even the numbers
    are others.
    """
    others = others_of(tests)
    failed = [test for test in tests if test.verdict is not Verdict.PASSED and test.same_as is None]

    def badness(test: TestResult) -> tuple[bool, bool, float, bool]:
        cost = test.weight + sum(other.weight for other in others.get(test.name, ()))
        shown = test.counterexample is not None and len(test.counterexample) <= _SHORT
        return follows(test) is not None, comes_after_values(test), -cost, not shown

    ordered = sorted(failed, key=badness)
    said: set[str] = set()
    new: list[TestResult] = []
    again: list[TestResult] = []
    for test in ordered:
        if test.words and test.words in said:
            continue
        kind = _NUMBERS.sub("#", test.words)
        (again if test.words and kind in said else new).append(test)
        said |= {test.words, kind}
    return tuple([*new, *again][:most])


def follows(test: TestResult) -> str | None:
    """What became of a test that did not pass only because something else did not, in two words; None for all others."""
    return next((word for said, of, word in _FOLLOWING if test.verdict in of and said.match(test.words)), None)


def comes_after_values(test: TestResult) -> bool:
    """Whether the test asks for what a wrong value brings down as well: said after it, never in its place."""
    return any(part in test.id for part in _AFTER_VALUES)
