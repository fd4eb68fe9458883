"""What a reference gives is asked once where many answers are asked the same, and again where anything is different."""

import random
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from autograder.checks import remembering
from autograder.checks.remembering import Memory, of_reference, references_remembered

X = torch.tensor([1.0, 2.0])


@pytest.fixture(autouse=True)
def nothing_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_QUICK_SECONDS", 0.0)


class Reference:
    """`f` counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def f(self, value: torch.Tensor, by: float = 2.0) -> torch.Tensor:
        self.calls += 1
        return value * by


def times(by: Any) -> Any:
    return lambda ns, value: ns.f(value, by)


@pytest.mark.parametrize(
    ("first", "second", "calls"),
    [
        ((times(2.0), X), (times(2.0), X.clone()), 1),
        ((times(2.0), X), (times(3.0), X), 2),
        ((times(1), X), (times(True), X), 2),
        ((times(2.0), X), (lambda ns, value: ns.f(value, 2.0), X), 2),
        ((times(2.0), X), (times(2.0), X + 1), 2),
        ((times(2.0), X), (times(2.0), X.double()), 2),
        ((times(2.0), X), (times(2.0), X.clone().requires_grad_()), 2),
        ((times([2.0][0]), X), (times(torch.tensor(2.0)), X), 2),
        ((times(torch.tensor(2.0)), X), (times(torch.tensor(2.0)), X), 2),
    ],
)
def test_it_is_asked_again_where_anything_is_different(first: Any, second: Any, calls: int) -> None:
    reference = Reference()
    with references_remembered():
        for call, value in (first, second):
            expected = call(SimpleNamespace(f=lambda value, by: value * by), value)
            assert torch.equal(of_reference(call, reference, (value,)), expected)
    assert reference.calls == calls


def test_nothing_is_kept_elsewhere_and_no_object_is() -> None:
    reference = Reference()
    call = times(2.0)
    for _ in range(2):
        of_reference(call, reference, (X,))
    assert reference.calls == 2
    with references_remembered():
        made = [of_reference(lambda ns: [object()], reference, ()) for _ in range(2)]
    assert made[0][0] is not made[1][0]


def test_modes_and_what_is_drawn_are_a_part_of_what_is_asked() -> None:
    reference = Reference()
    call = times(2.0)
    with references_remembered():
        of_reference(call, reference, (X.requires_grad_(),))
        with torch.no_grad():
            assert not of_reference(call, reference, (X,)).requires_grad
        drawn = []
        for seed in (0, 1, 0):
            random.seed(seed)
            drawn.append((of_reference(lambda ns: random.random(), reference, ()), random.random()))
    assert reference.calls == 2
    assert drawn[0] == drawn[2] != drawn[1]


def test_what_is_kept_has_no_graph_and_no_states_that_did_not_change() -> None:
    reference, memory = Reference(), Memory()
    with references_remembered(memory):
        of_reference(
            lambda ns, value: [ns.f(value), {"a": (value * 2,)}], reference, (X.detach().clone().requires_grad_(),)
        )
    (([first, second], states),) = memory.results.values()
    for kept in (first, second["a"][0]):
        assert kept.requires_grad
        assert kept.grad_fn is None
    assert states is None


def test_what_is_quick_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_QUICK_SECONDS", 1e9)
    reference, memory = Reference(), Memory()
    with references_remembered(memory):
        for _ in range(3):
            of_reference(times(2.0), reference, (X,))
    assert reference.calls == 3
    assert not memory.results


def test_a_memory_outlives_its_block_and_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MOST", 3)
    reference, memory, call = Reference(), Memory(), times(2.0)
    for _ in range(2):
        with references_remembered(memory):
            of_reference(call, reference, (X,))
    assert reference.calls == 1
    with references_remembered(memory):
        for number in range(10):
            of_reference(call, reference, (torch.tensor(number),))
            assert len(memory.results) <= 3
