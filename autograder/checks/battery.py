"""The tests that follow from a contract: what is asked of nearly every exercise, written once.

Each entry of `BATTERY` makes one test. `KINDS` says which of them a kind of exercise has; one more follows from each of
`edges`, `refused` and `own_work` where a contract has them.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from autograder.checks.agreement import agree, assert_gradcheck, assert_raises, assert_unmodified, gradients
from autograder.checks.aside import aside
from autograder.checks.contract import Contract
from autograder.checks.cost import assert_cost
from autograder.checks.failure import fail
from autograder.checks.leftbehind import assert_nothing_left_behind
from autograder.checks.ownwork import assert_own_work
from autograder.checks.sampling import sizes_of
from autograder.checks.shaping import cast, each, flattened, leaves, on_device, paths, strided, transposed
from autograder.checks.stages import Place, naming
from autograder.checks.weights import points
from autograder.devices.simulated import to_device

Test = Callable[..., None]

_FACTOR = 8  # how much larger the larger input of the test of cost is
_FEW = 3  # the largest size in inputs of the tests of cost and of finite differences


@dataclass(frozen=True)
class Entry:
    """How one test of the battery is made, and its usual weight and title.

    `property` marks what counts only together with right values; `aside` is `checks.aside`.
    """

    make: Callable[[Contract], Test]
    weight: float
    title: str
    property: bool = False
    aside: bool = False


def battery(contract: Contract) -> dict[str, Test]:
    """The tests of a contract by name (`test_values`), in the order in which they are run.

    Raises ValueError for a weight, title or reason of a test that the contract does not have.
    """
    names = list(_names(contract))
    for what, given in (("weights", contract.weights), ("titles", contract.titles)):
        for name in given:
            if name not in names:
                raise ValueError(f"{what} of {contract.of} names {name}, which is no test of it: {', '.join(names)}")
    return {f"test_{name}": _test(contract, name) for name in names}


def _names(contract: Contract) -> Iterator[str]:
    having = {
        "edges": bool(contract.edges),
        "edge_gradients": bool(contract.edges),
        "refused": bool(contract.refused),
        "own_work": contract.own_work is not None,
    }
    kind = KINDS[contract.kind]
    for name in contract.without:
        if name not in kind:
            raise ValueError(f"without of {contract.of} names {name}, which is no test of its kind: {', '.join(kind)}")
    for name in BATTERY:
        if name in kind and having.get(name, True) and name not in contract.without:
            yield name


def _test(contract: Contract, name: str) -> Test:
    entry = BATTERY[name]
    requires = (contract.basis,) if entry.property else ()
    title, weight = contract.titles.get(name, entry.title), contract.weights.get(name, entry.weight)
    test = points(weight, title, requires=requires, essential=name == "own_work")(entry.make(contract))
    test.__name__ = test.__qualname__ = f"test_{name}"
    return aside(test) if entry.aside else test


# -- values


def _values(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        _agrees(contract, student, reference, cast(contract.drawn(rng), torch.float32), torch.float32)

    return test


def _sizes(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for sizes in contract.sizes or _thin(contract):
            _agrees(contract, student, reference, cast(contract.drawn(rng, **sizes), torch.float32), torch.float32)

    return test


def _edges(contract: Contract) -> Test:
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


def _refused(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        for title, edge in contract.refused.items():
            of = f"with {title}, {contract.of}"
            assert_raises(lambda *args: contract.call(student, *args), *on_device(edge(rng), rng.device), of=of)

    return test


def _dtype(contract: Contract) -> Test:
    return _of_dtypes(contract, torch.float32, torch.float64)


def _half(contract: Contract) -> Test:
    return _of_dtypes(contract, torch.float16, torch.bfloat16)


def _of_dtypes(contract: Contract, *dtypes: torch.dtype) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for dtype in dtypes:
            search = contract.found().map(functools.partial(cast, dtype=dtype))
            agree(student, reference, contract.call, *cast(contract.drawn(rng), dtype), of=contract.of, search=search)

    return test


def _layouts(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for change in (transposed, strided):
            args = each(cast(contract.drawn(rng), torch.float32), change)
            agree(student, reference, contract.call, *args, of=contract.of, dtype=False, tolerance=contract.tolerance)

    return test


def _device(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any, accelerator: str) -> None:
        args = cast(contract.drawn(rng), torch.float32)
        moved = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
        agree(student, reference, contract.call, *moved, of=contract.of, dtype=False, tolerance=contract.tolerance)

    return test


# -- gradients


def _gradients(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        args = _differentiable(contract, cast(contract.drawn(rng), torch.float32))
        search = contract.found().map(lambda some: _differentiable(contract, cast(some, torch.float32)))
        with _placed(contract.gradient_place, student, reference):
            agree(student, reference, _all_gradients(contract), *args, of=_of_gradient(contract), search=search)

    return test


def _edge_gradients(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        for title, edge in contract.edges.items():
            args = _differentiable(contract, on_device(edge(rng), rng.device))
            of, tolerance = f"with {title}, {_of_gradient(contract)}", contract.edge_tolerance
            agree(student, reference, _all_gradients(contract), *args, of=of, tolerance=tolerance)

    return test


def _gradcheck(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        args = _differentiable(contract, contract.drawn(rng, **_few(contract)))
        tensors, rebuilt = flattened(args)
        with _placed(contract.gradient_place, student, reference):
            assert_gradcheck(lambda *some: contract.call(student, *rebuilt(some)), *tensors, of=contract.of)

    return test


def _of_gradient(contract: Contract) -> str:
    return f"the gradient of {contract.of}"


def _all_gradients(contract: Contract) -> Callable[..., dict[str, torch.Tensor]]:
    """Gradients of the call by the names of the arguments; fails where one is missing."""

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


def _differentiable(contract: Contract, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments, in which every floating tensor requires a gradient but those that are `constants`."""
    for name, arg in zip(contract.names, args, strict=True):
        if name not in contract.constants:
            for tensor in leaves(arg):
                tensor.requires_grad_()
    return args


# -- properties


def _unmodified(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        args = cast(contract.drawn(rng), torch.float32)
        assert_unmodified(lambda *some: contract.call(student, *some), *args, of=contract.of)

    return test


def _left_behind(contract: Contract) -> Test:
    def test(student: Any, reference: Any, rng: Any) -> None:
        assert_nothing_left_behind(student, reference, contract.call, *contract.drawn(rng), of=contract.of)

    return test


def _cost(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        few = _few(contract)
        names = [name for name, size in few.items() if type(size) is int] if contract.costs is None else contract.costs
        small = cast(contract.drawn(rng, **few), torch.float32)
        for name in names:
            large = cast(contract.drawn(rng, **{**few, name: _FACTOR * few[name]}), torch.float32)
            assert_cost(student, contract.call, small, large, factor=_FACTOR, of=contract.of)

    return test


def _own_work(contract: Contract) -> Test:
    def test(student: Any, rng: Any) -> None:
        assert contract.own_work is not None
        args = cast(contract.drawn(rng), torch.float32)
        names, ops = contract.own_work.names, contract.own_work.ops
        assert_own_work(student, contract.id, contract.call, *args, names=names, ops=ops)

    return test


# -- what they share


def _agrees(contract: Contract, student: Any, reference: Any, args: tuple[Any, ...], dtype: torch.dtype) -> None:
    """Values agree, whatever their dtype: that has a test of its own, and should not cost every point."""
    __tracebackhide__ = True
    search = contract.found().map(lambda some: cast(some, dtype))
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


def _thin(contract: Contract) -> list[Mapping[str, Any]]:
    """One of each in turn, where a contract names no sizes."""
    return [{name: 1} for name, size in sizes_of(contract.arguments).items() if type(size) is int]


BATTERY: Mapping[str, Entry] = {
    "values": Entry(_values, 4, "ordinary arguments give the right values"),
    "sizes": Entry(_sizes, 2, "other sizes give the right values"),
    "edges": Entry(_edges, 1, "arguments at the edge give the right values"),
    "refused": Entry(_refused, 1, "what is no argument raises an exception", property=True),
    "dtype": Entry(_dtype, 1, "the result has the dtype of the arguments, and is as precise as that", aside=True),
    "gradients": Entry(_gradients, 4, "gradients reach the arguments, and are right for random cotangents"),
    "gradcheck": Entry(_gradcheck, 2, "gradients equal finite differences in float64", property=True, aside=True),
    "edge_gradients": Entry(_edge_gradients, 1, "arguments at the edge give finite and right gradients"),
    "layouts": Entry(_layouts, 1, "arguments may be transposed and strided views", aside=True),
    "device": Entry(_device, 1, "the result is on the device of the arguments", aside=True),
    "unmodified": Entry(_unmodified, 1, "the arguments are left as they were", property=True),
    "cost": Entry(_cost, 1, "eight times the input costs no more than that", property=True, aside=True),
    "half": Entry(_half, 1, "float16 and bfloat16 are floating dtypes too", aside=True),
    "left_behind": Entry(_left_behind, 1, "nothing is left behind: no mode, no default, no seed", aside=True),
    "own_work": Entry(_own_work, 1, "it is written without the ready-made counterpart", property=True),
}

_COMMON = {"values", "sizes", "edges", "refused", "left_behind", "own_work"}
_TENSORS = _COMMON | {"dtype", "half", "layouts", "device", "cost"}
KINDS: Mapping[str, frozenset[str]] = {
    "function": frozenset(BATTERY),
    "writes": frozenset(_TENSORS),
    "batches": frozenset(_COMMON | {"dtype", "half", "layouts", "device", "unmodified"}),
    "plain": frozenset(_COMMON | {"unmodified"}),
    "draws": frozenset(_COMMON | {"dtype", "device", "layouts", "unmodified"}),
}
