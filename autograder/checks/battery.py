"""The tests that follow from a contract: what is asked of nearly every exercise, written once.

Each entry of `BATTERY` makes one test. `KINDS` says which of them a kind of exercise has; one more follows from each of
`edges`, `refused` and `own_work` where a contract has them, and from each of its `cases`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from autograder.checks import following, moduletests
from autograder.checks.aside import aside
from autograder.checks.casetests import case_test
from autograder.checks.contract import Contract
from autograder.checks.following import Test
from autograder.checks.weights import points


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

    Raises ValueError for a weight, title or reason of a test that the contract does not have, and for a case of a test
    that it has already.
    """
    names = list(_names(contract))
    for what, given in (("weights", contract.weights), ("titles", contract.titles)):
        for name in given:
            if name not in names:
                raise ValueError(f"{what} of {contract.of} names {name}, which is no test of it: {', '.join(names)}")
    for name in contract.cases:
        if name in BATTERY:
            raise ValueError(f"cases of {contract.of} names {name}, which follows from a contract by itself")
    cases = {f"test_{name}": case_test(contract, name) for name in contract.cases}
    return {f"test_{name}": _test(contract, name) for name in names} | cases


def _names(contract: Contract) -> Iterator[str]:
    graph = contract.make is not None or not set(contract.names) <= set(contract.constants)
    having = {
        "gradients": graph,
        "gradcheck": graph,
        "edges": bool(contract.edges),
        "edge_gradients": bool(contract.edges) and graph,
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
    basis = (contract.basis,) if isinstance(contract.basis, str) else tuple(contract.basis)
    all_of, one_of = (basis, ()) if len(basis) == 1 else ((), basis)
    title, weight = contract.titles.get(name, entry.title), contract.weights.get(name, entry.weight)
    test = points(
        weight,
        title,
        requires=all_of if entry.property else (),
        requires_one_of=one_of if entry.property else (),
        essential=name == "own_work",
    )(entry.make(contract))
    test.__name__ = test.__qualname__ = f"test_{name}"
    return aside(test) if entry.aside else test


BATTERY: Mapping[str, Entry] = {
    "values": Entry(following.values_test, 4, "ordinary arguments give the right values"),
    "sizes": Entry(following.sizes_test, 2, "other sizes give the right values"),
    "edges": Entry(following.edges_test, 1, "arguments at the edge give the right values"),
    "refused": Entry(following.refused_test, 1, "what is no argument raises an exception", property=True),
    "dtype": Entry(
        following.dtype_test, 1, "the result has the dtype of the arguments, and is as precise as that", aside=True
    ),
    "gradients": Entry(
        following.gradients_test, 4, "gradients reach the arguments, and are right for random cotangents"
    ),
    "gradcheck": Entry(
        following.gradcheck_test, 2, "gradients equal finite differences in float64", property=True, aside=True
    ),
    "edge_gradients": Entry(following.edge_gradients_test, 1, "arguments at the edge give finite and right gradients"),
    "layouts": Entry(following.layouts_test, 1, "arguments may be transposed and strided views", aside=True),
    "device": Entry(following.device_test, 2, "the result is on the device of the arguments", aside=True),
    "unmodified": Entry(following.unmodified_test, 1, "the arguments are left as they were", property=True),
    "cost": Entry(following.cost_test, 1, "eight times the input costs no more than that", property=True, aside=True),
    "half": Entry(following.half_test, 1, "float16 and bfloat16 are floating dtypes too", aside=True),
    "left_behind": Entry(
        following.left_behind_test, 3, "nothing is left behind: no mode, no default, no seed", aside=True
    ),
    "modes": Entry(
        moduletests.modes_test, 2, "in training the results are right too, and forward leaves the mode alone"
    ),
    "state": Entry(
        moduletests.state_test, 1, "after a forward pass in training, parameters and running statistics are right"
    ),
    "registered": Entry(
        moduletests.registered_test,
        1,
        "every parameter is listed, and state_dict() brings all of them to another module",
    ),
    "own_work": Entry(following.own_work_test, 1, "it is written without the ready-made counterpart", property=True),
}

_COMMON = {"values", "sizes", "edges", "refused", "left_behind", "own_work"}
_TENSORS = _COMMON | {"dtype", "half", "layouts", "device", "cost"}
_OF_MODULES = {"modes", "state", "registered"}
KINDS: Mapping[str, frozenset[str]] = {
    "function": frozenset(BATTERY) - _OF_MODULES,
    "module": frozenset(BATTERY) - {"gradcheck"},
    "writes": frozenset(_TENSORS),
    "batches": frozenset(_COMMON | {"dtype", "half", "layouts", "device", "unmodified"}),
    "plain": frozenset(_COMMON | {"unmodified"}),
    "draws": frozenset(_TENSORS | {"unmodified"}),
}
