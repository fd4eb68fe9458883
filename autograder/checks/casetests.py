"""The tests that a contract's cases make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis.strategies import SearchStrategy

from autograder.checks.agreement import agree
from autograder.checks.aside import aside
from autograder.checks.asking import all_gradients, of_gradient, placed, setting_for
from autograder.checks.cases import Case
from autograder.checks.contract import Contract
from autograder.checks.settings import Setting
from autograder.checks.shaping import cast, on_device
from autograder.checks.weights import points

Test = Callable[..., None]


def case_test(contract: Contract, name: str) -> Test:
    """The test of the contract's case of this name."""
    case = contract.cases[name]
    own, of = contract.named(case.call, case.of or "")

    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, name, student, reference) if case.rightly else Setting(name, own)
        call = all_gradients(contract, setting, reference) if case.gradient else setting.called(reference)
        for title, args in _arguments(contract, case, rng):
            with placed(case.place, student, reference):
                agree(
                    student,
                    reference,
                    call,
                    *_prepared(contract, case, setting, args),
                    of=_of(case, of, title),
                    search=_search(contract, case, setting),
                    searched=_of(case, of, ""),
                    tolerance=case.tolerance,
                    dtype=case.same_dtype,
                )

    made = points(case.weight, case.title, requires=case.requires, requires_one_of=case.requires_one_of)(test)
    made.__name__ = made.__qualname__ = f"test_{name}"
    return aside(made) if case.aside else made


def _arguments(contract: Contract, case: Case, rng: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for title, edge in case.edges.items():
        yield title, on_device(edge(rng), rng.device)
    if case.arguments is None:
        yield from (("", args) for args in contract.drawn_in_each_form(rng))


def _prepared(contract: Contract, case: Case, setting: Setting, args: tuple[Any, ...]) -> tuple[Any, ...]:
    args = args if case.dtype is None else cast(args, case.dtype)
    args = contract.differentiable(args) if case.gradient else args
    args = args if case.simplified is None else case.simplified(*args)
    return setting.simplified(*args)


def _of(case: Case, of: str, title: str) -> str:
    of = of_gradient(of) if case.gradient else of
    return f"with {title}, {of}" if title else of


def _search(contract: Contract, case: Case, setting: Setting) -> SearchStrategy[tuple[Any, ...]] | None:
    """Small arguments: ordinary ones are the contract's; special ones are only those that the case says."""
    search = case.search
    if search is None and case.arguments is None:
        search = contract.found()
    return None if search is None else search.map(lambda some: _prepared(contract, case, setting, some))
