"""Which of the passed tests count: those whose required tests have passed as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.report.message import Message, message
from autograder.report.model import TestResult, Verdict

_TOGETHER = 'This holds, but counts only together with "{title}", which did not pass.'
_UNSEEN = (
    'This holds, but counts only once "{title}" has been seen to hold, and that could not be seen: in that test the '
    "submission {ended}."
)
_ENDED = {
    Verdict.ERROR: "raised an exception",
    Verdict.TIMEOUT: "took too long",
    Verdict.CRASHED: "ended its process",
    Verdict.MISSING: "does not define what is called",
}
_NONE = "This holds, but counts only together with one of these, none of which passed: {titles}."


@dataclass(frozen=True)
class Required:
    """What one test asks of others: `tests` by their full names, `one_of` others, and whether it is itself `essential`
    to its file.

    `unproven`: it found wrong values where it can only be taken of right ones. Where one of those that it
    asks for has failed too, the answer is wrong and nothing more is known; else it is held against the answer.
    """

    tests: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    essential: bool = False
    unproven: bool = False


def counted(results: Sequence[tuple[TestResult, Required]]) -> tuple[TestResult, ...]:
    """The results, in which a test that passed without one that it requires has failed, and says so.

    What counts is whether the required test passed by itself, not what it requires in turn.
    """
    named = {result.name: result for result, _ in results}
    essential = {
        result.name: result.visibility
        for result, required in results
        if required.essential and not (required.unproven and _is_wrong(required, named))
    }
    counting = []
    for result, required in results:
        everyones = [name for name, file in essential.items() if file == result.visibility]
        counted_with_all = _counted(result, [*required.tests, *everyones], named)
        counting.append(_counted_with_one(counted_with_all, required.one_of, named))
    return tuple(counting)


def _is_wrong(required: Required, named: Mapping[str, TestResult]) -> bool:
    asked = (*required.tests, *required.one_of)
    return any(name in named and named[name].verdict is not Verdict.PASSED for name in asked)


def _counted(result: TestResult, required: Sequence[str], named: Mapping[str, TestResult]) -> TestResult:
    if result.verdict is not Verdict.PASSED:
        return result
    for name in required:
        other = named.get(name)
        if other is None:
            return _without(result, name)
        if other.verdict is not Verdict.PASSED:
            return replace(result, verdict=Verdict.FAILED, message=_why(other))
    return result


def _why(other: TestResult) -> Message:
    """Why what requires `other` does not count: it did not hold, or nobody can say whether it holds."""
    if other.verdict in _ENDED:
        return message(_UNSEEN, title=other.title, ended=_ENDED[other.verdict])
    return message(_TOGETHER, title=other.title)


def _counted_with_one(result: TestResult, one_of: Sequence[str], named: Mapping[str, TestResult]) -> TestResult:
    if result.verdict is not Verdict.PASSED or not one_of:
        return result
    for name in one_of:
        if name not in named:
            return _without(result, name)
    others = [named[name] for name in one_of]
    if any(other.verdict is Verdict.PASSED for other in others):
        return result
    titles = "; ".join(f'"{other.title}"' for other in others)
    return replace(result, verdict=Verdict.FAILED, message=message(_NONE, titles=titles))


def _without(result: TestResult, name: str) -> TestResult:
    return replace(result, verdict=Verdict.FAILED, message=message("requires {test}, which is no test", test=name))
