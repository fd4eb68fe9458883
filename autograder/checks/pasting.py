"""What a test calls, as a learner would write it: without the namespace that a grader's functions take first."""

from __future__ import annotations

import ast
import builtins
import copy
import functools
import inspect
import linecache
from collections.abc import Callable, Sequence
from types import CodeType, FunctionType
from typing import Any

from autograder.checks.inside import Inside
from autograder.remote.definitions import NAMES
from autograder.remote.inplace import inplace

_PLAIN = (str, int, float, bool, type(None))
_EVERYWHERE = {*NAMES, *vars(builtins)}


def expression(call: Callable[..., Any], args: Sequence[str] = ()) -> str | None:
    """The one expression that a function of a grader returns, with `ns.softmax` as `softmax`; None where it is more
    than that.

    What it reads is its arguments, names of the submission, functions with @inside, and values that can be written
    down. Arguments that it takes as `*args` have the names `args`.
    """
    if not isinstance(call, FunctionType):
        return None
    node = _definition(call)
    returned = None if node is None else _returned(node)
    if returned is None or not call.__code__.co_argcount:
        return None
    names = call.__code__.co_varnames[: call.__code__.co_argcount]
    writing = _WithoutNamespace(names[0], set(names[1:]), call, args)
    try:
        return ast.unparse(writing.visit(copy.deepcopy(returned)))  # the file's tree is kept for others
    except _Unwritable:
        return None


def starred(call: Callable[..., Any]) -> str | None:
    """The name of the parameter that takes any number of arguments, if there is one."""
    code = call.__code__
    return code.co_varnames[code.co_argcount + code.co_kwonlyargcount] if code.co_flags & inspect.CO_VARARGS else None


def has_a_helper(code: str, call: Callable[..., Any]) -> bool:
    """Whether a function with @inside that `call` uses stands in the expression."""
    scope = _scope(call) if isinstance(call, FunctionType) else {}
    return any(isinstance(scope.get(name), Inside) for name in _read(code))


def calls_a_helper(code: str, call: Callable[..., Any]) -> bool:
    """Whether such a function is called in it, rather than handed over."""
    scope = _scope(call) if isinstance(call, FunctionType) else {}
    calls = (node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    return any(isinstance(scope.get(function.id), Inside) for function in calls if isinstance(function, ast.Name))


def is_defined(code: str, names: set[str], call: Callable[..., Any]) -> bool:
    """Whether the expression reads all of `names`, and nothing that a counterexample of this call does not define."""
    read = _read(code)
    # The attributes that the call reads are among its names, and those of the submission among these.
    known = names_in(call.__code__) if isinstance(call, FunctionType) else set()
    return names <= read <= names | _EVERYWHERE | known


def _read(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


def closure(call: FunctionType) -> dict[str, object]:
    """The variables of the functions around it that a function reads."""
    cells = zip(call.__code__.co_freevars, call.__closure__ or (), strict=True)
    return {name: cell.cell_contents for name, cell in cells if cell != type(cell)()}


def names_in(code: CodeType) -> set[str]:
    """The globals and attributes that code reads, with those of the functions in it."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return set(code.co_names).union(*map(names_in, inner))


def _scope(call: FunctionType) -> dict[str, object]:
    return {**call.__globals__, **closure(call)}


class _Unwritable(Exception):
    """Something in the expression has no meaning outside of its file."""


class _WithoutNamespace(ast.NodeTransformer):
    def __init__(self, namespace: str, arguments: set[str], call: FunctionType, any_arguments: Sequence[str]) -> None:
        self._namespace, self._arguments, self._scope = namespace, arguments, _scope(call)
        self._star, self._any_arguments = starred(call), any_arguments

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and self._scope.get(node.func.id) is inplace:
            return self.visit(node.args[0])  # type: ignore[no-any-return]
        args = node.args
        if isinstance(node.func, ast.Attribute) and node.func.attr == "of" and self._is_inside(node.func.value):
            return self.visit(node.func.value)  # type: ignore[no-any-return]  # who is handed it gets the function
        if args and isinstance(args[0], ast.Name) and args[0].id == self._namespace:
            args = args[1:]
        keywords = [ast.keyword(keyword.arg, self.visit(keyword.value)) for keyword in node.keywords]
        return ast.Call(self.visit(node.func), [each for arg in args for each in self._written(arg)], keywords)

    def _written(self, arg: ast.expr) -> list[ast.expr]:
        if isinstance(arg, ast.Starred) and isinstance(arg.value, ast.Name) and arg.value.id == self._star:
            return [ast.Name(name) for name in self._any_arguments] or [self.visit(arg)]
        return [self.visit(arg)]

    def _is_inside(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and isinstance(self._scope.get(node.id), Inside)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == self._namespace:
            return ast.Name(node.attr)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self._arguments or node.id in _EVERYWHERE:
            return node
        value = self._scope.get(node.id, self)
        if isinstance(value, Inside):
            return node
        if isinstance(value, _PLAIN):
            return ast.Constant(value)
        raise _Unwritable(node.id)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        raise _Unwritable("lambda")

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_Lambda  # type: ignore[assignment]


def _returned(node: ast.FunctionDef | ast.Lambda) -> ast.expr | None:
    if isinstance(node, ast.Lambda):
        return node.body
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None


def _definition(call: FunctionType) -> ast.FunctionDef | ast.Lambda | None:
    """Where the function is written; None where two of one line cannot be told apart."""
    code = call.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    found = [
        node
        for node in _functions(code.co_filename)
        if node.lineno == code.co_firstlineno
        and tuple(argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]) == names
    ]
    return found[0] if len(found) == 1 else None


@functools.lru_cache(maxsize=32)
def _functions(filename: str) -> list[ast.FunctionDef | ast.Lambda]:
    tree = ast.parse("".join(linecache.getlines(filename)))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
