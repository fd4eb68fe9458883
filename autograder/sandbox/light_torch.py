"""torch without what it loads at the first backward pass, optimiser step and traced call, and what no exercise needs.

That is sympy, the compiler and distributed tensors: a second, and some 80 MB, in each process that submissions or
judges are forked from.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import torch

_COMPILER = "torch._dynamo"
_SHAPES = "torch.fx.experimental.symbolic_shapes"
_DISTRIBUTED = "torch.distributed.tensor"


class _StandIn(ModuleType):
    """What is asked of a module all the time, until something else is asked of it: then the module itself."""

    def __init__(self, spec: ModuleSpec, offered: dict[str, Any]) -> None:
        super().__init__(spec.name)
        self.__spec__, self.__loader__, self.__file__ = spec, spec.loader, spec.origin
        vars(self).update(offered)

    def __getattr__(self, name: str) -> Any:
        submodules = name == "__path__" and self.__spec__ is not None and self.__spec__.submodule_search_locations
        if name.startswith("__") and not submodules:  # asked of every module, as by whoever looks for a class's source
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(_real(self.__name__), name)


def lighten() -> None:
    """From now on this process loads torch's compiler and sympy when something is asked of them that needs them.

    An optimiser's step, a backward pass from something besides a number, and torch.func.grad do not; with torch alone
    they load both.
    """
    for name, offered in (
        (
            _COMPILER,
            {"graph_break": _graph_break, "disable": _disable, "compiled_autograd": _CompiledAutograd()},
        ),
        (_SHAPES, _OF_SHAPES),
    ):
        spec = None if name in sys.modules else importlib.util.find_spec(name)
        if spec is not None:  # another version of torch may have no such module
            parent, _, child = name.rpartition(".")
            sys.modules[name] = stand_in = _StandIn(spec, offered)
            setattr(importlib.import_module(parent), child, stand_in)


@contextlib.contextmanager
def without_sympy() -> Iterator[None]:
    """For code in which there may be backward passes: none of them loads sympy. Nothing of this is left afterwards."""
    spec = None if _SHAPES in sys.modules else importlib.util.find_spec(_SHAPES)
    if spec is None:
        yield
        return
    sys.modules[_SHAPES] = stand_in = _StandIn(spec, _OF_SHAPES)
    try:
        yield
    finally:
        if sys.modules.get(_SHAPES) is stand_in:  # else something was asked of the module itself
            del sys.modules[_SHAPES]


@contextlib.contextmanager
def without_distributed_tensors() -> Iterator[None]:
    """For the first traced call of a process, at which torch looks for the class of distributed tensors.

    It gets one without instances, and keeps it: distributed tensors cannot be used any more in this process.
    """
    if _DISTRIBUTED in sys.modules:
        yield
        return
    stand_in = ModuleType(_DISTRIBUTED)
    vars(stand_in)["DTensor"] = type("DTensor", (torch.Tensor,), {})
    sys.modules[_DISTRIBUTED] = stand_in
    try:
        yield
    finally:
        del sys.modules[_DISTRIBUTED]


class _CompiledAutograd:
    """The part of the compiler that `torch.func.grad` switches off around each backward pass; it is off already."""

    def _disable(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"torch's compiled autograd has no attribute {name!r}")
        return getattr(importlib.import_module(f"{_real(_COMPILER).__name__}.compiled_autograd"), name)


def _real(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), _StandIn):
        del sys.modules[name]
    return importlib.import_module(name)


def _graph_break(msg: str = "") -> None:
    """For code that is being compiled; nothing is."""


def _disable(function: Any = None, recursive: bool = True, **options: Any) -> Any:
    if function is None or not callable(function):
        return _real(_COMPILER).disable(function, recursive, **options)
    return function


def _sym_eq(x: Any, y: Any) -> Any:
    if isinstance(x, tuple) and isinstance(y, tuple) and all(type(size) is int for size in (*x, *y)):
        return tuple(x) == tuple(y)
    return _real(_SHAPES).sym_eq(x, y)


def _expect_true(condition: Any, *arguments: Any, **options: Any) -> Any:
    if isinstance(condition, bool):
        return condition
    return _real(_SHAPES).expect_true(condition, *arguments, **options)


_OF_SHAPES = {"sym_eq": _sym_eq, "expect_true": _expect_true}  # what each backward pass asks for
