"""Which of the passed tests count: those whose required tests have passed as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.report.message import message
from autograder.report.model import TestResult, Verdict

_TOGETHER = 'This holds, but counts only together with "{title}", which did not pass.'


@dataclass(frozen=True)
class Required:
    """What one test asks of others: `tests` by their full names, and whether it is itself `essential` to its file."""

    tests: tuple[str, ...] = ()
    essential: bool = False


def counted(results: Sequence[tuple[TestResult, Required]]) -> tuple[TestResult, ...]:
    """The results, in which a test that passed without one that it requires has failed, and says so.

    What counts is whether the required test passed by itself, not what it requires in turn.
    """
    named = {result.name: result for result, _ in results}
    essential = {result.name: result.visibility for result, required in results if required.essential}
    counting = []
    for result, required in results:
        everyones = [name for name, file in essential.items() if file == result.visibility]
        counting.append(_counted(result, [*required.tests, *everyones], named))
    return tuple(counting)


def _counted(result: TestResult, required: Sequence[str], named: Mapping[str, TestResult]) -> TestResult:
    if result.verdict is not Verdict.PASSED:
        return result
    for name in required:
        other = named.get(name)
        if other is None:
            return replace(
                result, verdict=Verdict.FAILED, message=message("requires {test}, which is no test", test=name)
            )
        if other.verdict is not Verdict.PASSED:
            return replace(result, verdict=Verdict.FAILED, message=message(_TOGETHER, title=other.title))
    return result
