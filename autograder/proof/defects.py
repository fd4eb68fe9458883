"""What a proof says is the matter, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.grading.answers import KnownAnswer, test_name
from autograder.grading.expected import EXPECTED
from autograder.grading.tests import Outcome, counted_results
from autograder.proof.mutants import EQUIVALENT, Mutant
from autograder.report.model import Verdict


def failed(outcomes: list[Outcome]) -> list[str]:
    """The tests that did not pass, in order."""
    return [test_name(outcome.result) for outcome in outcomes if outcome.result.verdict is not Verdict.PASSED]


def broken(outcomes: list[Outcome]) -> list[str]:
    """What the tests say that had a fault of their own."""
    results = [outcome.result for outcome in outcomes]
    return [f"{test_name(r)} breaks on it: {r.words}" for r in results if r.verdict is Verdict.GRADER_ERROR]


def unmeant(outcomes: list[Outcome]) -> str | None:
    """The error of a name that a known wrong answer has forgotten to define: it fails by that, and not by its mistake."""
    words = (outcome.result.words for outcome in outcomes if outcome.result.verdict is Verdict.ERROR)
    return next((said for said in words if said.startswith("NameError: ")), None)


def unrecorded(answer: KnownAnswer, failed: frozenset[str]) -> str:
    """How the failed tests differ from the recorded ones."""
    if not answer.fails:
        return f"is not in {EXPECTED}"
    lines = [f"passes {name}, which {EXPECTED} names" for name in sorted(answer.fails - failed)]
    lines += [f"fails {name}, which {EXPECTED} does not name" for name in sorted(failed - answer.fails)]
    return "; ".join(lines)


def not_perfect(name: str, outcomes: list[Outcome]) -> Iterator[str]:
    """What a right answer loses."""
    for result in counted_results(outcomes):
        if result.verdict is not Verdict.PASSED:
            yield f"{name} is right, but {test_name(result)} says {result.verdict}: {result.words}"


def of_reference(outcomes: list[Outcome]) -> Iterator[str]:
    """What the reference loses, in one line: whatever else would be found follows from it."""
    lost = list(not_perfect("the reference", outcomes))
    if lost:
        more = f"; it loses {len(lost)} of {len(outcomes)} tests" if len(lost) > 1 else ""
        yield f"{lost[0]}{more}. Nothing else is proven until that is mended"


def of_stub(outcomes: list[Outcome]) -> Iterator[str]:
    """What a learner who writes nothing is given."""
    for result in counted_results(outcomes):
        if result.verdict is Verdict.PASSED:
            yield f"the stub passes {test_name(result)}: a test must fail where nothing is written, or require one that does"


def not_diagnosed(answer: KnownAnswer, found: list[KnownAnswer]) -> Iterator[str]:
    """Why the answer would not get its own hint, when `found` is what it was taken for."""
    others = [other for other in found if other.hint != answer.hint]
    if not found:
        yield f"{answer.name} does not get its hint: it does not even fit itself, as if its behaviour changed from call to call"
    elif others:
        names = ", ".join(other.name for other in others)
        yield f"{answer.name} behaves exactly like {names} in every call that the tests make, but the hints differ"


def unexpected(made: list[Mutant], survivors: list[Mutant], reasons: dict[str, str]) -> Iterator[str]:
    """Survivors that are not listed with a reason, and listed ones that are none."""
    for mutant in survivors:
        if mutant.change not in reasons:
            yield f'no test notices the mutant {mutant.id}: "{mutant.change}"'
    alive = {mutant.change for mutant in survivors}
    for change in reasons:
        if change not in alive:
            state = "is killed" if change in {mutant.change for mutant in made} else "is no mutant of the reference"
            yield f"{EQUIVALENT} lists what {state}: {change}"
