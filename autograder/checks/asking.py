"""How the tests of a contract ask: with gradients, in a setting in which the submission is right, naming a place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import torch

from autograder.checks.agreement import gradients
from autograder.checks.contract import Contract
from autograder.checks.failure import fail
from autograder.checks.modulecalls import gradients_by_name
from autograder.checks.rng import Rng
from autograder.checks.settings import Setting, where_right
from autograder.checks.shaping import cast, paths
from autograder.checks.stages import Place, naming
from autograder.checks.written import Written


def setting_for(contract: Contract, test: str, student: Any, reference: Any) -> Setting:
    """The setting in which the test of this name is asked; the contract's own call where there is no other."""
    __tracebackhide__ = True
    own = Setting("", contract.call)
    if not contract.settings:
        return own
    probe = cast(contract.drawn(Rng(f"where {contract.id} is right")), torch.float32)
    return where_right(student, reference, [own, *(s for s in contract.settings if test not in s.not_for)], *probe)


def of_gradient(of: str) -> str:
    return f"the gradient of {of}"


def all_gradients(contract: Contract, setting: Setting, reference: Any) -> Callable[..., dict[str, torch.Tensor]]:
    """Gradients in this setting by the names of the contract's arguments, and of a module's parameters; fails where one
    is missing.

    Those of a module are of its whole result, in every setting: only its biases may be zero there.
    """
    if contract.make is not None:
        return gradients_by_name(contract.of, contract.make, biases=setting.biases)
    call = setting.called(reference)

    def found(ns: Any, *args: Any) -> dict[str, torch.Tensor]:
        names = [name for name, tensor in paths(contract.names, contract.parts, args) if tensor.requires_grad]
        came = dict(zip(names, gradients(lambda *some: call(ns, *some), *args), strict=True))
        for name, gradient in came.items():
            if gradient is None:
                fail(
                    "no gradient reaches {name}: the result does not use it (was a line copied, and one name left as it was?), or "
                    "something in between is outside the graph",
                    name=name,
                )
        return came  # type: ignore[return-value]

    names = contract.names
    if setting.call is not contract.call or not names:
        return found
    arguments = ", ".join(names)
    code = f"from autograder.checks import gradients\ngradients(lambda {arguments}: {contract.of}, {arguments})"
    return Written(found, names, code, uses=(contract.call,))


def placed(place: Place | None, student: Any, reference: Any) -> Any:
    return contextlib.nullcontext() if place is None else naming(place, student, reference)
