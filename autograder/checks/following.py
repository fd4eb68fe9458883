"""The tests that follow from a contract, each made by one function of the contract; `battery` says which a kind has."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import torch

from autograder.checks.agreement import (
    agree,
    assert_gradcheck,
    assert_raises,
    assert_unmodified,
)
from autograder.checks.answered import first_answered
from autograder.checks.asking import all_gradients, of_gradient, placed, setting_for
from autograder.checks.contract import Contract
from autograder.checks.cost import assert_in_proportion, operators_of
from autograder.checks.leftbehind import assert_nothing_left_behind
from autograder.checks.modulecalls import evaluation_of_made
from autograder.checks.ownwork import assert_own_work
from autograder.checks.sampling import sizes_of
from autograder.checks.settings import Setting
from autograder.checks.shaping import cast, each, flattened, on_device, strided, transposed
from autograder.checks.tensors import tensors_in
from autograder.devices.simulated import to_device
from autograder.remote.student import SubmissionCrashed, SubmissionError, SubmissionTimeout

Test = Callable[..., None]

_FACTOR = 8  # how much larger the larger input of the test of cost is
_FEW = 3  # the largest size in inputs of the tests of cost and of finite differences


# -- values


def values_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        _agrees(contract, student, reference, contract.drawn(rng), Setting("", contract.call))

    return test


def sizes_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, "sizes", student, reference)
        for sizes in contract.sizes or _thin(contract):
            _agrees(contract, student, reference, contract.drawn(rng, **sizes), setting, sizes)

    return test


def edges_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for title, edge in contract.edges.items():
            of, tolerance = f"with {title}, {contract.of}", contract.edge_tolerance
            agree(
                student,
                reference,
                contract.call,
                *on_device(edge(rng), rng.device),
                of=of,
                tolerance=tolerance,
                dtype=False,
            )

    return test


def refused_test(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        for title, edge in contract.refused.items():
            of = f"with {title}, {contract.of}"
            assert_raises(lambda *args: contract.call(student, *args), *on_device(edge(rng), rng.device), of=of)

    return test


def dtype_test(contract: Contract) -> Test:
    return _of_dtypes(contract, "dtype", torch.float32, torch.float64)


def half_test(contract: Contract) -> Test:
    return _of_dtypes(contract, "half", torch.float16, torch.bfloat16)


def _of_dtypes(contract: Contract, name: str, *dtypes: torch.dtype) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, name, student, reference)
        for dtype in dtypes:
            search = contract.found().map(lambda some: setting.simplified(*cast(some, dtype)))  # noqa: B023  used at once
            for drawn in contract.drawn_in_each_form(rng):
                args = setting.simplified(*cast(drawn, dtype))
                agree(student, reference, setting.called(reference), *args, of=contract.of, search=search)

    return test


def layouts_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, "layouts", student, reference)
        changed = [
            each(cast(args, torch.float32), change)
            for change in (transposed, strided)
            for args in contract.drawn_in_each_form(rng)
        ]
        for args in [*changed, *(view(rng) for view in contract.views.values())]:
            _alike(contract, student, reference, setting, args)

    return test


def device_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any, accelerator: str) -> None:
        setting = setting_for(contract, "device", student, reference)
        for args in contract.drawn_in_each_form(rng):
            there = each(cast(args, torch.float32), lambda tensor: to_device(tensor, accelerator), floating=False)
            _alike(contract, student, reference, setting, there)

    return test


# -- gradients


def gradients_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, "gradients", student, reference)
        call = all_gradients(contract, setting, reference)

        def prepared(args: tuple[Any, ...]) -> tuple[Any, ...]:
            return setting.simplified(*contract.differentiable(cast(args, torch.float32)))

        for sizes in _ways(contract):
            search = contract.found(**sizes).map(prepared)
            with placed(contract.gradient_place, student, reference):
                args = prepared(contract.drawn(rng, **sizes))
                agree(student, reference, call, *args, of=of_gradient(contract.of), search=search)

    return test


def edge_gradients_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for title, edge in contract.edges.items():
            args = contract.differentiable(on_device(edge(rng), rng.device))
            of, tolerance = f"with {title}, {of_gradient(contract.of)}", contract.edge_tolerance
            call = all_gradients(contract, Setting("", contract.call), reference)
            agree(student, reference, call, *args, of=of, tolerance=tolerance)

    return test


def gradcheck_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, "gradcheck", student, reference)
        for drawn in contract.drawn_in_each_form(rng, **{**_few(contract), **contract.gradcheck}):
            tensors, rebuilt = flattened(setting.simplified(*contract.differentiable(drawn)))
            with placed(contract.gradient_place, student, reference):
                assert_gradcheck(
                    lambda *some: setting.call(student, *rebuilt(some)),  # noqa: B023  used at once
                    *tensors,
                    of=contract.of,
                )

    return test


# -- properties


def unmodified_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, "unmodified", student, reference)
        for sizes in _ways(contract):
            args = setting.simplified(*cast(contract.drawn(rng, **sizes), torch.float32))
            call = setting.call
            if contract.make is not None:
                call = evaluation_of_made(contract.of, contract.make, student, args)
            assert_unmodified(functools.partial(call, student), *args, of=contract.of)
        for title, edge in contract.untouched.items():
            args = on_device(edge(rng), rng.device)
            try:
                assert_unmodified(functools.partial(setting.call, student), *args, of=f"with {title}, {contract.of}")
            except (SubmissionTimeout, SubmissionCrashed):
                raise
            except SubmissionError:
                pass  # what an answer cannot take has a test of its own

    return test


def left_behind_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, "left_behind", student, reference)
        args = setting.simplified(*contract.drawn(rng))
        assert_nothing_left_behind(student, reference, setting.called(reference), *args, of=contract.of)

    return test


def cost_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        setting = setting_for(contract, "cost", student, reference)

        def drawn(sizes: Mapping[str, Any], form: Mapping[str, Any]) -> tuple[Any, ...]:
            return setting.simplified(*cast(contract.drawn(rng, **{**sizes, **form}), torch.float32))

        def operators(args: tuple[Any, ...]) -> int:
            call = setting.call
            if contract.make is not None:  # what makes the module and fills it is no work of its forward pass
                call = evaluation_of_made(contract.of, contract.make, student, args)
            return operators_of(student, call, args)

        for form in contract.forms:
            counted: dict[str, int] = {}  # by the small sizes, which several sizes grow from
            for name, few in _growing(contract).items():
                small, large = drawn(few, form), drawn({**few, name: _FACTOR * few[name]}, form)
                if _extent(small) == _extent(large):  # this form does not have that size
                    continue
                if str(few) not in counted:
                    counted[str(few)] = operators(small)
                assert_in_proportion(counted[str(few)], operators(large), factor=_FACTOR, of=contract.of)

    return test


def _extent(args: tuple[Any, ...]) -> list[Any]:
    """The shapes of tensors, and what is no tensor as it is."""
    shapes = [[tuple(tensor.shape) for tensor in tensors_in(arg)] for arg in args]
    return [theirs or arg for theirs, arg in zip(shapes, args, strict=True)]


def _growing(contract: Contract) -> Mapping[str, Mapping[str, Any]]:
    """The sizes that grow in the test of cost, each with the small sizes from which it grows."""
    few = _few(contract)
    if isinstance(contract.costs, Mapping):
        return {name: {**few, **own} for name, own in contract.costs.items()}
    return {
        name: few
        for name, size in few.items()
        if (type(size) is int if contract.costs is None else name in contract.costs)
    }


def own_work_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        assert contract.own_work is not None
        # Of an answer that is wrong for some sizes alone, the work is seen at another. The counted call is the first
        # with its arguments: they are drawn anew.
        offered = [{}] if contract.kind == "module" else [{}, *(contract.sizes or _thin(contract))]
        setting = setting_for(contract, "own_work", student, reference)
        tried = [setting.simplified(*cast(contract.drawn(rng, **size), torch.float32)) for size in offered]
        answered = first_answered(student, setting.call, tried)
        size = next(size for size, args in zip(offered, tried, strict=True) if args is answered)
        own = contract.own_work
        assert_own_work(
            student,
            contract.id,
            setting.called(reference),
            *setting.simplified(*cast(contract.drawn(rng, **size), torch.float32)),
            reference=reference,
            tolerance=contract.tolerance,
            names=own.names,
            ops=own.ops,
            elementary=own.elementary,
            libraries=own.libraries,
        )

    return test


# -- what they share


def _agrees(
    contract: Contract,
    student: Any,
    reference: Any,
    args: tuple[Any, ...],
    setting: Setting,
    sizes: Mapping[str, Any] | None = None,
) -> None:
    """Values agree, whatever their dtype: that has a test of its own, and should not cost every point."""
    __tracebackhide__ = True

    def prepared(some: tuple[Any, ...]) -> tuple[Any, ...]:
        return setting.simplified(*cast(some, torch.float32))

    with placed(contract.place, student, reference):
        agree(
            student,
            reference,
            setting.called(reference),
            *prepared(args),
            of=contract.of,
            search=contract.found(**(sizes or {})).map(prepared),
            dtype=False,
            tolerance=contract.tolerance,
        )


def _alike(contract: Contract, student: Any, reference: Any, setting: Setting, args: tuple[Any, ...]) -> None:
    """Values agree on arguments that no search would make."""
    __tracebackhide__ = True
    call, simpler = setting.called(reference), setting.simplified(*args)
    agree(student, reference, call, *simpler, of=contract.of, dtype=False, tolerance=contract.tolerance)


def _few(contract: Contract) -> dict[str, Any]:
    """Small sizes, for what makes many calls or counts them."""
    ordinary = sizes_of(contract.arguments)
    return {name: min(size, _FEW) if type(size) is int else size for name, size in ordinary.items()}


def _ways(contract: Contract) -> list[Mapping[str, Any]]:
    """The forms, where a contract names some; else the ordinary sizes, and those in which an option is another, which
    may lead another way through the code."""
    if list(contract.forms) != [{}]:
        return list(contract.forms)
    options = [sizes for sizes in contract.sizes if any(type(size) is bool for size in sizes.values())]
    return [{}, *options]


def _thin(contract: Contract) -> list[Mapping[str, Any]]:
    """One of each in turn, where a contract names no sizes."""
    return [{name: 1} for name, size in sizes_of(contract.arguments).items() if type(size) is int]
