"""The tests of a module that follow from its contract: its modes, its state, what it registers."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from typing import Any

import torch

from autograder.checks.agreement import Behaviour, agree
from autograder.checks.contract import Contract
from autograder.checks.copies import copied
from autograder.checks.modulecalls import both_modes, gradients_by_name, registered, state_after_training
from autograder.checks.shaping import cast

Test = Callable[..., None]


def modes_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        _trains(contract, both_modes, student, reference, rng, f"in training and evaluation, {contract.of}")
        gradient = functools.partial(gradients_by_name, training=True)
        _trains(contract, gradient, student, reference, rng, f"in training, the gradient of {contract.of}")

    return test


def state_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        of = f"after a forward pass in training, the state of {contract.of.rpartition('(')[0]}"
        _trains(contract, state_after_training, student, reference, rng, of)

    return test


def registered_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        assert contract.make is not None
        args = cast(contract.drawn(rng), torch.float32)
        search = contract.found().map(lambda some: cast(some, torch.float32))
        call = registered(contract.of, contract.make)
        agree(student, reference, call, *args, of=contract.of, search=search, dtype=False)

    return test


def _trains(
    contract: Contract, made: Callable[..., Behaviour], student: Any, reference: Any, rng: Any, of: str
) -> None:
    """What `made` does agrees; a counterexample is one that the reference can train with."""
    __tracebackhide__ = True
    assert contract.make is not None
    call = made(contract.of, contract.make)

    def prepared(args: tuple[Any, ...]) -> tuple[Any, ...]:
        return contract.differentiable(cast(args, torch.float32))

    def possible(args: tuple[Any, ...]) -> bool:
        with contextlib.suppress(ValueError):  # batch normalisation of a single value, say
            call(reference, *copied(args))
            return True
        return False

    search = contract.found().map(prepared).filter(possible)
    agree(student, reference, call, *prepared(contract.drawn(rng)), of=of, search=search, dtype=False)
