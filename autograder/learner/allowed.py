"""Whether a learner's answer uses what it is to be written without, told before grading.

Grading looks closer. Here it is enough that nobody who did not read the contract learns of it with the marks.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import linecache
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy

from autograder.checks.failure import CheckFailed
from autograder.checks.ownwork import OwnWork, look_at_operators
from autograder.checks.reading import TooMuch, Unreadable
from autograder.checks.spelling import mentioned_in
from autograder.grading.watched import found
from autograder.remote.student import Trace
from autograder.report.message import Message, message

# What is at hand in a notebook without an import is of these, as what its cells define.
_OF_THE_NOTEBOOK = ("__main__", "builtins", "IPython")


def not_allowed(
    id: str, own: OwnWork, exercise: object, namespace: Mapping[str, Any], traces: Iterable[Trace]
) -> Message | None:
    """What the answer uses although it may not; None for nothing. `traces` are what ran in calls of it."""
    with contextlib.suppress(TooMuch, Unreadable):
        source = "\n".join(definitions(id, exercise, namespace))
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


def definitions(id: str, exercise: object, namespace: Mapping[str, Any]) -> Iterator[str]:
    """The definitions of the answer and of what it mentions of the notebook's, one text each, with the imports of the
    rest."""
    waiting: list[tuple[str, Any]] = [(id, exercise)]
    seen = {id}
    while waiting:
        name, value = waiting.pop()
        if home := _home(value):
            ready = f"import {home}" if isinstance(value, ModuleType) else f"from {home} import {value.__name__}"
            yield f"{ready} as {name}_0\n{name} = {name}_0"  # a use of it, even where it is the answer itself
        elif isinstance(value, FunctionType | type):
            source = textwrap.dedent(source_of(value))
            if not source and isinstance(value, type):  # it has no method by which its cell is found: all is inherited
                bases = [(f"{name}_base{number}", base) for number, base in enumerate(value.__bases__)]
                waiting += bases
                source = f"class {name}({', '.join(base for base, _ in bases)}): pass"
            elif value.__name__ != name and value.__name__.isidentifier():
                source += f"\n{name} = {value.__name__}"
            yield source
            with contextlib.suppress(SyntaxError):
                mentioned = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
                waiting += [(other, namespace[other]) for other in sorted(mentioned - seen) if other in namespace]
                seen |= mentioned


def _home(value: Any) -> str | None:
    """The module that a function, a class or a module comes from, by its shortest name; None for the notebook's own."""
    if isinstance(value, ModuleType):
        return value.__name__
    if not isinstance(value, FunctionType | BuiltinFunctionType | type | numpy.ufunc):
        return None
    if isinstance(value, FunctionType | type) and value.__module__ not in sys.modules:
        return None  # of cells that were run elsewhere than in the kernel's own namespace, as `mine` does
    name = str(getattr(value, "__module__", None) or _by_search(value))
    if name.partition(".")[0] in _OF_THE_NOTEBOOK:
        return None
    name = name.lstrip("_")  # `functools.reduce` says that it is of `_functools`
    parts = name.split(".")
    shorter = (".".join(parts[:length]) for length in range(1, len(parts)))
    return next((home for home in shorter if _has(sys.modules.get(home), value)), name)


def _by_search(value: Any) -> str:
    """Of what does not say where it is from: a ufunc of scipy's, or a method of a tensor."""
    if isinstance(value, numpy.ufunc):
        return next((name for name, module in sorted(sys.modules.items()) if _has(module, value)), "numpy")
    return "torch"


def _has(module: object, value: Any) -> bool:
    return isinstance(module, ModuleType) and vars(module).get(value.__name__) is value
