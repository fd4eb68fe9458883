"""A call that knows how a learner would write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Written:
    """`behaviour(namespace, *args)`, called as it is.

    `names` are those of its arguments. `code` is what a counterexample shows as the call, in these names; `uses` are
    the functions of a grader that this code needs, themselves or in what they call.
    """

    behaviour: Callable[..., Any]
    names: Sequence[str]
    code: str
    uses: Sequence[Any] = ()

    def __call__(self, ns: Any, *args: Any) -> Any:
        return self.behaviour(ns, *args)


def pasted_as(code: str, *uses: Any) -> Callable[[Callable[..., Any]], Written]:
    """Marks a call that a counterexample shows as `code`, in the names of its arguments after the namespace.

    `uses` are functions of a grader that this code needs.
    """
    return lambda behaviour: Written(behaviour, names_of(behaviour), code, uses)


def arguments_in(of: str) -> list[str]:
    """The names in the last parentheses of a call in words: of `"Block(features)(X)"` what its forward pass takes."""
    return [name.strip() for name in of.rpartition("(")[2].rstrip(")").split(",") if name.strip()]


def names_of(call: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the arguments of a call: its parameters after the namespace."""
    if isinstance(call, Written):
        return tuple(call.names)
    code = call.__code__
    return tuple(code.co_varnames[1 : code.co_argcount])
