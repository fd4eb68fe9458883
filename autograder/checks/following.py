"""The tests that follow from a contract, each made by one function of the contract; `battery` says which a kind has."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Mapping
from typing import Any

import torch

from autograder.checks.agreement import (
    agree,
    assert_gradcheck,
    assert_raises,
    assert_unmodified,
    gradients,
)
from autograder.checks.answered import first_answered
from autograder.checks.contract import Contract
from autograder.checks.cost import assert_cost
from autograder.checks.failure import fail
from autograder.checks.leftbehind import assert_nothing_left_behind
from autograder.checks.moduletests import (
    evaluation_of_made,
    gradients_by_name,
)
from autograder.checks.ownwork import assert_own_work
from autograder.checks.sampling import sizes_of
from autograder.checks.shaping import cast, each, flattened, on_device, paths, strided, transposed
from autograder.checks.stages import Place, naming
from autograder.devices.simulated import to_device

Test = Callable[..., None]

_FACTOR = 8  # how much larger the larger input of the test of cost is
_FEW = 3  # the largest size in inputs of the tests of cost and of finite differences


# -- values


def values_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        _agrees(contract, student, reference, cast(contract.drawn(rng), torch.float32), torch.float32)

    return test


def sizes_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for sizes in contract.sizes or _thin(contract):
            args = cast(contract.drawn(rng, **sizes), torch.float32)
            _agrees(contract, student, reference, args, torch.float32, sizes)

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
    return _of_dtypes(contract, torch.float32, torch.float64)


def half_test(contract: Contract) -> Test:
    return _of_dtypes(contract, torch.float16, torch.bfloat16)


def _of_dtypes(contract: Contract, *dtypes: torch.dtype) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for dtype in dtypes:
            search = contract.found().map(functools.partial(cast, dtype=dtype))
            agree(student, reference, contract.call, *cast(contract.drawn(rng), dtype), of=contract.of, search=search)

    return test


def layouts_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for change in (transposed, strided):
            args = each(cast(contract.drawn(rng), torch.float32), change)
            agree(student, reference, contract.call, *args, of=contract.of, dtype=False, tolerance=contract.tolerance)

    return test


def device_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any, accelerator: str) -> None:
        args = cast(contract.drawn(rng), torch.float32)
        moved = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
        agree(student, reference, contract.call, *moved, of=contract.of, dtype=False, tolerance=contract.tolerance)

    return test


# -- gradients


def gradients_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        call, of = _all_gradients(contract), _of_gradient(contract)
        for sizes in _ways(contract):
            args = contract.differentiable(cast(contract.drawn(rng, **sizes), torch.float32))
            search = contract.found(**sizes).map(lambda some: contract.differentiable(cast(some, torch.float32)))
            with _placed(contract.gradient_place, student, reference):
                agree(student, reference, call, *args, of=of, search=search)

    return test


def edge_gradients_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for title, edge in contract.edges.items():
            args = contract.differentiable(on_device(edge(rng), rng.device))
            of, tolerance = f"with {title}, {_of_gradient(contract)}", contract.edge_tolerance
            agree(student, reference, _all_gradients(contract), *args, of=of, tolerance=tolerance)

    return test


def gradcheck_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        args = contract.differentiable(contract.drawn(rng, **_few(contract)))
        tensors, rebuilt = flattened(args)
        with _placed(contract.gradient_place, student, reference):
            assert_gradcheck(lambda *some: contract.call(student, *rebuilt(some)), *tensors, of=contract.of)

    return test


def _of_gradient(contract: Contract) -> str:
    return f"the gradient of {contract.of}"


def _all_gradients(contract: Contract) -> Callable[..., dict[str, torch.Tensor]]:
    """Gradients of the call by the names of the arguments, and of a module's parameters; fails where one is missing."""
    if contract.make is not None:
        return gradients_by_name(contract.of, contract.make)

    def found(ns: Any, *args: Any) -> dict[str, torch.Tensor]:
        names = [name for name, tensor in paths(contract.names, contract.parts, args) if tensor.requires_grad]
        came = dict(zip(names, gradients(lambda *some: contract.call(ns, *some), *args), strict=True))
        for name, gradient in came.items():
            if gradient is None:
                fail(
                    "no gradient reaches {name}: the result does not use it, or something in between is outside the graph",
                    name=name,
                )
        return came  # type: ignore[return-value]

    return found


# -- properties


def unmodified_test(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        for sizes in _ways(contract):
            args = cast(contract.drawn(rng, **sizes), torch.float32)
            call = contract.call
            if contract.make is not None:
                call = evaluation_of_made(contract.of, contract.make, student, args)
            assert_unmodified(functools.partial(call, student), *args, of=contract.of)

    return test


def left_behind_test(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        assert_nothing_left_behind(student, reference, contract.call, *contract.drawn(rng), of=contract.of)

    return test


def cost_test(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        few = _few(contract)
        names = [name for name, size in few.items() if type(size) is int] if contract.costs is None else contract.costs
        small = cast(contract.drawn(rng, **few), torch.float32)
        for name in names:
            large = cast(contract.drawn(rng, **{**few, name: _FACTOR * few[name]}), torch.float32)
            calls = [contract.call] * 2
            if contract.make is not None:  # what makes the module and fills it is no work of its forward pass
                calls = [evaluation_of_made(contract.of, contract.make, student, args) for args in (small, large)]
            assert_cost(student, calls, small, large, factor=_FACTOR, of=contract.of)

    return test


def own_work_test(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        assert contract.own_work is not None
        # Of an answer that is wrong for some sizes alone, the work is seen at another.
        offered = [{}] if contract.kind == "module" else [{}, *(contract.sizes or _thin(contract))]
        args = first_answered(
            student, contract.call, [cast(contract.drawn(rng, **size), torch.float32) for size in offered]
        )
        own = contract.own_work
        assert_own_work(
            student, contract.id, contract.call, *args, names=own.names, ops=own.ops, elementary=own.elementary
        )

    return test


# -- what they share


def _agrees(
    contract: Contract,
    student: Any,
    reference: Any,
    args: tuple[Any, ...],
    dtype: torch.dtype,
    sizes: Mapping[str, Any] | None = None,
) -> None:
    """Values agree, whatever their dtype: that has a test of its own, and should not cost every point."""
    __tracebackhide__ = True
    search = contract.found(**(sizes or {})).map(lambda some: cast(some, dtype))
    with _placed(contract.place, student, reference):
        agree(
            student,
            reference,
            contract.call,
            *args,
            of=contract.of,
            search=search,
            dtype=False,
            tolerance=contract.tolerance,
        )


def _placed(place: Place | None, student: Any, reference: Any) -> Any:
    return contextlib.nullcontext() if place is None else naming(place, student, reference)


def _few(contract: Contract) -> dict[str, Any]:
    """Small sizes, for what makes many calls or counts them."""
    ordinary = sizes_of(contract.arguments)
    return {name: min(size, _FEW) if type(size) is int else size for name, size in ordinary.items()}


def _ways(contract: Contract) -> list[Mapping[str, Any]]:
    """The ordinary sizes, and those in which an option is another, which may lead another way through the code."""
    options = [sizes for sizes in contract.sizes if any(type(size) is bool for size in sizes.values())]
    return [{}, *options]


def _thin(contract: Contract) -> list[Mapping[str, Any]]:
    """One of each in turn, where a contract names no sizes."""
    return [{name: 1} for name, size in sizes_of(contract.arguments).items() if type(size) is int]
