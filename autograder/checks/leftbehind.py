"""What a call leaves behind for whatever runs after it, in the same notebook or the same training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from autograder.checks.agreement import agree
from autograder.checks.copies import copied
from autograder.checks.failure import CheckFailed, fail
from autograder.remote import wire
from autograder.remote.student import Student, looked_after
from autograder.remote.surroundings import GENERATORS
from autograder.report.message import message

_ROUGH = 1e-3  # for numbers of ordinary size: it is only asked whether the call does its work at all
_HOW = {
    "torch.is_grad_enabled()": "write `with torch.no_grad():`, which ends by itself, not torch.set_grad_enabled(...)",
    "the default dtype": "say dtype= where a tensor is made",
    "the default device": "say device= where a tensor is made",
}


def assert_nothing_left_behind(
    student: Student, reference: Any, call: Callable[..., Any], *args: Any, of: str = "the call"
) -> None:
    """Fails when `call(student, *args)` leaves a mode of torch's or numpy's, of a module's, or a seed behind.

    It is called with gradients enabled and without. It must also agree with the `reference`; where that is None, which
    is for calls that draw random numbers, the test has to see to their values. Drawing is no fault. A generator has
    been seeded if it ends in one state whatever it was before, or in another one each time although it was the same
    before. What is left behind is read in the submission's process, after each call, before anything is put back.
    """
    __tracebackhide__ = True

    def called() -> None:
        call(student, *copied(args))

    def agreed() -> None:
        __tracebackhide__ = True
        try:
            agree(student, reference, lambda ns, *args: _plain(call(ns, *args)), *args, of=of, tolerance=_ROUGH)
        except CheckFailed as failed:
            said = message("what is left behind counts only with right values: {wrong}", wrong=failed.message)
            raise CheckFailed(said, failed.counterexample) from None

    seen = [
        _left(student, called if reference is None else agreed, 1),
        *(_left(student, called, seed) for seed in (1, 2)),
    ]
    with torch.no_grad():
        without_gradients = _left(student, called, 1)
    for left in [*seen[0], *without_gradients]:
        if left.name not in GENERATORS:
            fail(
                "{of} leaves something behind: {what} is {after} afterwards, but was {before} before, which changes what is "
                "computed next ({remedy})",
                of=of,
                what=left.name,
                after=_shown(left.after, left.before),
                before=_shown(left.before, left.after),
                remedy=_HOW.get(left.name, "put it back before returning"),
            )
    first, again, other = ({left.name: left.after for left in found} for found in seen)
    for name in GENERATORS:
        if name in first and (first[name] == other.get(name) or first[name] != again.get(name)):
            fail(
                "{of} leaves {generator} in a state that has nothing to do with the one before: a seed is set in it, so whoever "
                "draws random numbers afterwards gets others than their own seed says (set no seed inside)",
                of=of,
                generator=name,
            )


def _left(student: Student, call: Callable[[], None], seed: int) -> list[wire.Left]:
    """What the call leaves behind when this process's generator, which seeds the submission's, starts from `seed`."""
    __tracebackhide__ = True
    state = torch.get_rng_state()
    torch.manual_seed(seed)
    try:
        with looked_after(student) as left:
            call()
    finally:
        torch.set_rng_state(state)
    return left


def _plain(value: Any) -> Any:
    """The values apart from their dtype and device: these have tests of their own."""
    if isinstance(value, torch.Tensor):
        return value.detach().cpu().double()
    if isinstance(value, list | tuple):
        return type(value)(_plain(item) for item in value)
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def _shown(one: str, other: str) -> str:
    """`one`, or where the two are long, the part in which they differ."""
    if len(one) <= 60:
        return one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"...{one[max(0, start - 30) : start + 30]}..."
