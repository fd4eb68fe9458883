"""Which arguments of a call the submission may change for its judge: none, unless a test says so.

A call gets its arguments by value. What it does to them stays on its side, so that nothing that a test computes from
them afterwards (an expected value, a tolerance, the next call) can be the submission's doing. Where changing an
argument is the task, as of an optimiser, the test says `inplace(student.adam)(params, states, hyperparams)`; then the
arguments of that very call, and nothing else, are what the submission left. From there on they are the submission's
word: a reference refuses them, and so does a comparison in the place of what is expected.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

import torch

_open: ContextVar[tuple[object, ...]] = ContextVar("open", default=())
_written: WeakValueDictionary[int, torch.Tensor] = WeakValueDictionary()


class WrittenBySubmission(TypeError):
    """A test uses what the submission has written as if it were the judge's own: a mistake of the test."""


def inplace(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, whose calls of a submission may change the tensors, lists and dicts among its arguments.

    `function` is a submission's, a reference's (nothing is different for that one), or one of a test that calls them;
    in the last case the calls inside may change what this one was given.
    """

    @functools.wraps(function, assigned=())
    def called(*args: Any, **kwargs: Any) -> Any:
        token = _open.set((*_open.get(), *parts((args, kwargs))))
        try:
            return function(*args, **kwargs)
        finally:
            _open.reset(token)

    return called


def may_write(target: object) -> bool:
    """Whether a submission that is called now may change `target`."""
    return any(target is allowed for allowed in _open.get())


def mark_written(target: object) -> None:
    """Remembers that `target` holds what a submission has written."""
    if isinstance(target, torch.Tensor):
        _written[id(target)] = target


def refuse_written(value: object, what: str) -> None:
    """Raises WrittenBySubmission if a tensor among the parts of `value` holds what a submission has written."""
    if _written and any(_written.get(id(part)) is part for part in parts(value)):
        raise WrittenBySubmission(f"{what} a tensor that the submission has changed: pass a copy made before the call")


class Refusing:
    """A function or class of a reference, which refuses what a submission has written."""

    def __init__(self, name: str, value: Callable[..., Any]) -> None:
        self._name, self._value = name, value

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        refuse_written((args, kwargs), f"the reference's {self._name} is given")
        return self._value(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name in ("_name", "_value"):  # asked of a copy that is still empty
            raise AttributeError(name)
        return getattr(self._value, name)


def bare(value: Any) -> Any:
    """The function or class itself."""
    return value._value if isinstance(value, Refusing) else value


def parts(value: object) -> Iterator[object]:
    """The tensors and mutable containers in nested lists, tuples and dicts, each container once."""
    waiting, seen = [value], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, torch.Tensor):
            yield part
        elif isinstance(part, list | tuple | dict) and id(part) not in seen:
            seen.add(id(part))
            if not isinstance(part, tuple):
                yield part
            waiting.extend(part.values() if isinstance(part, dict) else part)
