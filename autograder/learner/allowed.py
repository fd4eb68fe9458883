"""Whether a learner's answer uses what it is to be written without, told before grading.

Grading looks closer. Here it is enough that nobody who did not read the contract learns of it with the marks.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import linecache
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from types import BuiltinFunctionType, FunctionType
from typing import Any

from autograder.checks.failure import CheckFailed
from autograder.checks.ownwork import OwnWork, look_at_operators
from autograder.checks.reading import TooMuch, Unreadable
from autograder.checks.spelling import mentioned_in
from autograder.grading.watched import found
from autograder.remote.student import Trace
from autograder.report.message import Message, message


def not_allowed(
    id: str, own: OwnWork, exercise: object, namespace: Mapping[str, Any], traces: Iterable[Trace]
) -> Message | None:
    """What the answer uses although it may not; None for nothing. `traces` are what ran in calls of it."""
    with contextlib.suppress(TooMuch, Unreadable):
        source = "\n".join(_reached(id, exercise, namespace))
        for _, text in mentioned_in(source, id, own.names, methods=bool(own.libraries)):
            return message("{name} is to be written without {it}, which it uses", name=id, it=text)
    look = look_at_operators(id, own)
    errors: Iterator[CheckFailed] = filter(None, (found([look], trace) for trace in traces))
    return next((error.message for error in errors), None)


def source_of(value: object) -> str:
    """The definition of a function or class as text; "" where there is none to be had."""
    try:
        return inspect.getsource(value)  # type: ignore[arg-type]  # it says TypeError where it cannot
    except (OSError, TypeError):
        return _source_of_class(value) if isinstance(value, type) else ""


def _source_of_class(value: type) -> str:
    """Of a class in a notebook, which `inspect` takes for a built-in one: found by one of its methods."""
    for method in vars(value).values():
        text = "".join(linecache.getlines(method.__code__.co_filename)) if isinstance(method, FunctionType) else ""
        with contextlib.suppress(SyntaxError):
            for node in ast.parse(text).body:
                if isinstance(node, ast.ClassDef) and node.name == value.__name__:
                    return ast.get_source_segment(text, node) or ""
    return ""


def _reached(id: str, exercise: object, namespace: Mapping[str, Any]) -> Iterator[str]:
    """The definitions of the answer and of the notebook's functions that it mentions, with the imports of torch's."""
    waiting: list[tuple[str, Any]] = [(id, exercise)]
    seen = {id}
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, BuiltinFunctionType) or _is_torchs(value):
            yield f"from {getattr(value, '__module__', None) or 'torch'} import {value.__name__} as {name}"
            continue
        source = textwrap.dedent(source_of(value)) if isinstance(value, FunctionType | type) else ""
        yield source
        with contextlib.suppress(SyntaxError):
            mentioned = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
            waiting += [(other, namespace[other]) for other in sorted(mentioned - seen) if other in namespace]
            seen |= mentioned


def _is_torchs(value: Any) -> bool:
    return isinstance(value, FunctionType | type) and str(value.__module__).partition(".")[0] == "torch"
