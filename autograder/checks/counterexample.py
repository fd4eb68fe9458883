"""A counterexample as Python that can be pasted: the functions with @inside that it needs, the arguments, and the call."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import torch

from autograder.checks.digits import shortest
from autograder.checks.failure import CheckFailed
from autograder.checks.inside import Inside
from autograder.checks.pasting import closure, expression, has_a_helper, is_defined, names_in
from autograder.checks.tensors import tensors_in
from autograder.checks.written import Written, names_of
from autograder.remote.definitions import NAMES
from autograder.remote.words import brief

_OURS = "autograder.checks"
_MOST = 40  # numbers in the arguments that are shown
_IMPORTS = {"nn": "from torch import nn", "math": "import math", "random": "import random", "np": "import numpy as np"}


def show(call: Callable[..., Any], args: tuple[Any, ...], of: str, expected: object, actual: object) -> str | None:
    """A counterexample as Python that can be pasted; None where the arguments are too large to be read."""
    if not is_shown(args):
        return None
    due, came = _comment("expected", expected), _comment("actual", actual)
    if due.partition(": ")[2] == came.partition(": ")[2] and is_written(expected) and is_written(actual):
        # They were the same in as many digits as torch prints.
        due, came = _comment("expected", literal(expected)), _comment("actual", literal(actual))
    return "\n".join([*written_out(call, args, of), due, came])


def is_written(value: object) -> bool:
    """Whether all digits of the value can be read: it has few numbers, in whatever it is made of."""
    left, waiting = _MOST, [value]
    while waiting and left >= 0:
        part = waiting.pop()
        left -= part.numel() if isinstance(part, torch.Tensor) else 1
        if isinstance(part, list | tuple | dict):
            waiting += itertools.islice(part.values() if isinstance(part, dict) else part, _MOST + 1)
    return left >= 0


def is_shown(args: tuple[Any, ...]) -> bool:
    """Whether the arguments are small enough to be read."""
    return sum(t.numel() for t in tensors_in(args)) <= _MOST


def written_out(call: Callable[..., Any], args: tuple[Any, ...], of: str) -> list[str]:
    """The lines that make the call, with all that it needs but torch and the learner's own names."""
    names = list(itertools.islice(_names(call, of, len(args)), len(args)))
    lines = [*_functions(call)]
    lines += [f"{name} = {literal(value)}" for name, value in zip(names, args, strict=True)]
    lines.append(_code(call, of, set(names)))
    return lines


def literal(value: Any) -> str:
    """Python that makes the value again (devices aside)."""
    if isinstance(value, torch.Tensor):
        dtype = "" if value.dtype in (torch.float32, torch.int64, torch.bool) else f", dtype={value.dtype}"
        data = shortest(value.detach().cpu().tolist(), value.dtype)
        grad = ", requires_grad=True" if value.requires_grad else ""
        if not value.numel():
            return f"torch.empty({tuple(value.shape)}{dtype}{grad})"
        text = repr(data).replace("inf", 'float("inf")').replace("nan", 'float("nan")')
        return f"torch.tensor({text}{dtype}{grad})"
    if isinstance(value, tuple):
        return f"({', '.join(literal(v) for v in value)}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(literal(v) for v in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {literal(v)}" for k, v in value.items()) + "}"
    return repr(value)


def _names(call: Callable[..., Any], of: str, count: int) -> Iterator[str]:
    """Those of the call's parameters; where it takes any, those in the call that `of` shows."""
    yield from names_of(call) or _names_of_called(of, count)
    yield from (f"x{i}" for i in itertools.count())


def _names_of_called(of: str, count: int) -> list[str]:
    """The arguments of `f(X, w)`, if they are as many names as there are arguments."""
    code = _called(of)
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    names = [arg.id for arg in calls[-1].args if isinstance(arg, ast.Name)] if calls else []
    return names if calls and len(names) == len(calls[-1].args) == count else []


def _code(call: Callable[..., Any], of: str, names: set[str]) -> str:
    """The call in these names: as `of` has it, or else as the test makes it; a comment where neither can be pasted."""
    if isinstance(call, Written):
        return call.code
    called, own = _called(of), expression(call)
    if own is None or own == _normal(called):
        return called
    if is_defined(called, names, call) and (has_a_helper(called, call) or not has_a_helper(own, call)):
        return called
    return f"{own}  # {of}"


def _normal(code: str) -> str:
    return ast.unparse(ast.parse(code))


def _called(of: str) -> str:
    """The call in what a test says that it looks at, `with a vector, f(w)`; what cannot be run is a comment."""
    before, rest = "", of
    while rest:
        if _is_call(rest):
            return f"{rest}  # {before}" if before else rest
        start, _, rest = rest.partition(", ")
        before = f"{before}, {start}" if before else start
    return f"# {of}"


def _is_call(text: str) -> bool:
    try:
        tree: ast.AST = ast.parse(text, mode="eval").body
    except SyntaxError:
        return False
    while isinstance(tree, ast.Subscript | ast.Attribute):
        tree = tree.value
    return isinstance(tree, ast.Call)


def _comment(what: str, value: object) -> str:
    if isinstance(value, CheckFailed):
        text = str(value.message)
    elif isinstance(value, Exception):
        text = f"raises {value}"
    elif isinstance(value, str) and value.startswith(("torch.", "(", "[", "{")):
        text = value
    else:
        text = brief(value, 600)
    return f"# {what}: " + text[:600].replace("\n", "\n#" + " " * (len(what) + 3))


def _functions(call: Callable[..., Any]) -> Iterator[str]:
    """The lines that define the functions with @inside that the call uses; those of this package are imported."""
    found: dict[str, Inside] = {}
    for used in call.uses if isinstance(call, Written) else (call,):
        for name, function in [(used.__name__, used)] if isinstance(used, Inside) else _used(used, set()):
            _gather(name, function, found)
    texts = [function.text for function in found.values() if not _is_ours(function)]
    read = {name for function in found.values() if not _is_ours(function) for name in function.reads()}
    yield from (_IMPORTS[name] for name in NAMES if name in read and name in _IMPORTS)
    for name, function in found.items():
        if _is_ours(function):
            yield f"from {_OURS} import {function.__name__}"
            yield f"{name} = {function.__name__}.here  # without a namespace"
    for text in texts:
        yield f"\n{text}"


def _gather(name: str, function: Inside, found: dict[str, Inside]) -> None:
    if name not in found:
        found[name] = function
        for inner, helper in () if _is_ours(function) else function.helpers():
            _gather(inner, helper, found)


def _is_ours(function: Inside) -> bool:
    return function.__module__.partition(".modules")[0] == _OURS


def _used(value: object, seen: set[int]) -> Iterator[tuple[str, Inside]]:
    """The functions with @inside that a function of a test uses, itself or by others of its file."""
    if not isinstance(value, FunctionType) or id(value) in seen:
        return
    seen.add(id(value))
    there = closure(value)
    there |= {name: value.__globals__[name] for name in names_in(value.__code__) if name in value.__globals__}
    for name, other in there.items():
        if isinstance(other, Inside):
            yield name, other
        elif isinstance(other, FunctionType) and other.__module__.partition(".")[0] != "autograder":
            yield from _used(other, seen)
