"""Which generic faults an exercise's tests must notice: those that apply to it, but for those that `faults.yml`
excuses.

A file `faults.yml` in the exercise's folder says, by a fault's id, why no test need notice it: `rounded: "the result is
0 or 1"`. It also says why an answer that computes nothing may be right: `returns-ones: "a constant is asked for"`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.checks.battery import battery
from autograder.checks.runner import imported
from autograder.course.layout import CONTRACT
from autograder.course.yaml import Problem, Reader
from autograder.grading.faults import FAULTS, Needs
from autograder.grading.tests import Outcome
from autograder.proof.idle import IDS
from autograder.remote import wire
from autograder.remote.dtypes import DTYPES

EXCUSES = "faults.yml"


def read_excuses(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The excused faults of an exercise with their reasons, and what is wrong with the file."""
    path = folder / EXCUSES
    if not path.exists():
        return {}, []
    reader = Reader(f"{folder.name}/{EXCUSES}")
    root = reader.root(path)
    entries = {} if root is None else reader.mapping(root, [], [*(fault.id for fault in FAULTS), *IDS])
    return {id: reader.text(reason) or "" for id, reason in entries.items()}, reader.problems


def left_out(folder: Path) -> set[str]:
    """The ids of the faults that nobody need notice because the exercise's contract leaves out, with a reason, the test
    that would. Raises UnusableTests."""
    path = folder / CONTRACT
    contract = getattr(imported(path), "contract", None) if path.exists() else None
    if contract is None:
        return set()
    found = set() if "test_gradients" in battery(contract) else {"severed"}
    return found | ({"refuses-half"} if "half" in contract.without else set())


def faults_that_apply(outcomes: Sequence[Outcome]) -> set[str]:
    """The ids of the faults that can be faults of an exercise whose reference made the calls of `outcomes`."""
    had = Needs.NOTHING
    for record in (record for outcome in outcomes for record in outcome.records):
        request, reply = record.request.message, record.reply.message
        if not isinstance(request, wire.Call) or not isinstance(reply, wire.Returned):
            continue
        arguments = [*request.args, *(value for _, value in request.kwargs)]
        had |= Needs.ARGUMENTS if any(map(_has_floats, arguments)) else Needs.NOTHING
        had |= Needs.RESULTS if _has_floats(reply.result) else Needs.NOTHING
        had |= Needs.NOTHING if reply.result is None else Needs.SOME_RESULT
    return {fault.id for fault in FAULTS if fault.needs in had}


def _has_floats(value: wire.Value) -> bool:
    return any(tensor.dtype in DTYPES and DTYPES[tensor.dtype].is_floating_point for tensor in _tensors(value))


def _tensors(value: wire.Value) -> Iterator[wire.TensorV]:
    match value:
        case wire.TensorV():
            yield value
        case wire.ListV(items) | wire.TupleV(items):
            for item in items:
                yield from _tensors(item)
        case wire.DictV(pairs):
            for _, item in pairs:
                yield from _tensors(item)
