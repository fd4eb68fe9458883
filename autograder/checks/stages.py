"""Where a submission first leaves the right path: a gate, a time step, a step of an optimiser.

A test of a function of many parts says which number is wrong, but hardly why. `naming` lets it say where: after a
failure, and only then, an exercise's own function tries the submission on probes of its choice and names the place, or
none when the probes do not tell. The probes leave no trace: the diagnosis sees the test's own calls alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import torch

from autograder.checks.failure import CheckFailed
from autograder.checks.search import searching
from autograder.remote.student import Student, SubmissionError, backend_of, records_of, source_of
from autograder.report.message import message

Place = Callable[[Any, Any], str | None]
"""`place(student, reference)`: the words for the first place that differs, or None."""

_CLOSE = 1e-3  # relative to the largest number: probes of float32 show a fault in a formula, not one in rounding

# One answer for all failed tests of one submission: the same probes would say the same again.
_known: WeakKeyDictionary[Any, dict[tuple[Place, str], str | None]] = WeakKeyDictionary()


@contextlib.contextmanager
def naming(place: Place, student: Student, reference: Any) -> Iterator[None]:
    """A check that fails in the block has the place that `place` names in its message."""
    __tracebackhide__ = True
    try:
        yield
    except CheckFailed as failed:
        found = first_place(place, student, reference) if searching() else None
        if found is None:
            raise
        said = message("{failure}. First place that differs: {place}", failure=failed.message, place=found)
        raise CheckFailed(said, failed.counterexample) from None


def first_place(place: Place, student: Student, reference: Any) -> str | None:
    """What `place` says. None also when the submission breaks on a probe or returns what cannot be compared."""
    known = _known.setdefault(backend_of(student), {})
    key = place, source_of(student)
    if key not in known:
        records = records_of(student)
        count, state = len(records), torch.get_rng_state()
        known[key] = None
        try:
            with contextlib.suppress(SubmissionError, CheckFailed):
                known[key] = place(student, reference)
        finally:
            del records[count:]
            torch.set_rng_state(state)
    return known[key]


@dataclass(frozen=True)
class Recurrence:
    """The places of a cell that is applied step after step.

    `place` names the part of one step. `probe(namespace)` has `states()`, those after each of several steps,
    `gradients()`, one for each of `parts` in one step, and `gradients_back_in_time()`, of the last step's input, the
    one's before, and so on.
    """

    probe: Callable[[Any], Any]
    place: Place
    parts: tuple[str, ...]

    def in_time(self, student: Any, reference: Any) -> str | None:
        """The first of several steps that differs: where in it, when it is the first of all."""
        step = first_step(self.probe(student).states(), self.probe(reference).states())
        return self.place(student, reference) if step in (None, 1) else f"time step {step}, while {steps_before(step)}"

    def of_gradient(self, student: Any, reference: Any) -> str | None:
        """Where a step differs; where only gradients do, of which parts."""
        ours, theirs = self.probe(student), self.probe(reference)
        return self.place(student, reference) or gradients_that_differ(ours.gradients(), theirs.gradients(), self.parts)

    def of_gradient_in_time(self, student: Any, reference: Any) -> str | None:
        """Where a step or its gradients differ; else the first step, going back, whose input has another gradient."""
        found = self.of_gradient(student, reference)
        if found is not None:
            return found
        ours, theirs = (self.probe(side).gradients_back_in_time() for side in (student, reference))
        back = first_step(ours, theirs)
        if back is None:
            return None
        return f"the gradient that arrives at time step {len(theirs) + 1 - back}, {back} from the end"


def first_step(ours: Iterable[torch.Tensor], theirs: Iterable[torch.Tensor]) -> int | None:
    """The number, from 1, of the first pair that differs; the rest of an iterator is not asked for."""
    pairs = enumerate(zip(ours, theirs, strict=True), start=1)
    return next((number for number, (a, b) in pairs if not close(a, b)), None)


def steps_before(step: int) -> str:
    """That those before `step` agree, in words; for the second or a later one."""
    return {2: "step 1 agrees", 3: "steps 1 and 2 agree"}.get(step, f"steps 1 to {step - 1} agree")


def gradients_that_differ(
    ours: Sequence[torch.Tensor | None], theirs: Sequence[torch.Tensor | None], parts: Sequence[str]
) -> str | None:
    """Of which parts the gradients differ, `parts` saying for each pair what it belongs to; None where all or none do."""
    wrong: list[str] = []
    right: list[str] = []
    for part in dict.fromkeys(parts):
        pairs = [(a, b) for a, b, of in zip(ours, theirs, parts, strict=True) if of == part]
        agrees = all(a is not None and b is not None and close(a, b) for a, b in pairs)
        (right if agrees else wrong).append(part)
    if not wrong or not right:
        return None
    return f"the gradient of {_listed(wrong)}, while that of {_listed(right)} agrees"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def close(actual: torch.Tensor, expected: torch.Tensor) -> bool:
    """Whether the two agree up to a thousandth of the largest expected number; a NaN agrees with nothing."""
    actual, expected = actual.detach().cpu().double(), expected.detach().cpu().double()
    allowed = _CLOSE * max(float(expected.abs().max()), 1e-30)
    return actual.shape == expected.shape and bool(((actual - expected).abs() <= allowed).all())


def parallel(actual: torch.Tensor, expected: torch.Tensor) -> bool:
    """Whether `actual` is a multiple of `expected`, other than zero times."""
    actual, expected = actual.detach().cpu().double(), expected.detach().cpu().double()
    if actual.shape != expected.shape:
        return False
    factor = float((actual * expected).sum() / (expected * expected).sum())
    return abs(factor) > _CLOSE and close(actual / factor, expected)
