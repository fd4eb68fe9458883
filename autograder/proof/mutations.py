"""What may go wrong at one node of a syntax tree: pairs of a kind, in words, and the node that replaces it."""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Iterator, Sequence
from typing import TypeVar

import torch

Change = tuple[str, ast.AST]
T = TypeVar("T")

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_PAIRS = "zeros ones, zeros_like ones_like, max min, amax amin, sum mean, sigmoid tanh, maximum minimum, ceil floor"
_TWINS = {a: b for pair in _PAIRS.split(", ") for a, b in (pair.split(), reversed(pair.split()))}
_IN_PLACE: dict[type[ast.operator], str] = {
    ast.Add: "add_",
    ast.Sub: "sub_",
    ast.Mult: "mul_",
    ast.Div: "div_",
    ast.Pow: "pow_",
}
_ORDERED = (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv, ast.Mod)
_REDUCIBLE = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow, ast.BitAnd, ast.BitOr)
# Definitions and imports stay: without them nothing runs, which shows nothing.
_KEPT = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass, ast.Global, ast.Nonlocal)


def changes(node: ast.AST, modules: frozenset[str]) -> Iterator[Change]:
    """The mutations of `node`. `modules` are names such as `torch`, whose attributes are no methods."""
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)
    match node:
        case ast.BinOp():
            yield from _of_binary(node)
        case ast.UnaryOp():
            yield "operator dropped", node.operand
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                for other in _COMPARISONS[type(operator)]:
                    yield "comparison", _with(node, ops=_replaced(node.ops, index, other()))
        case ast.BoolOp():
            yield "and/or", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            for value in node.values:
                yield "condition dropped", value
        case ast.Constant():
            yield from _of_constant(node)
        case ast.Call():
            yield from _of_call(node, modules)
        case ast.Tuple() | ast.List():
            for elements in _swapped(node.elts):
                yield "elements swapped", _with(node, elts=elements)
        case ast.Subscript() if isinstance(node.ctx, ast.Load):
            yield "index dropped", node.value
        case ast.Attribute() if isinstance(node.ctx, ast.Load) and not _is_module(node.value, modules):
            yield "attribute dropped", node.value
        case ast.IfExp():
            yield "condition negated", _with(node, test=_negated(node.test))
        case ast.comprehension():
            for index, condition in enumerate(node.ifs):
                yield "condition negated", _with(node, ifs=_replaced(node.ifs, index, _negated(condition)))
                yield "condition dropped", _with(node, ifs=node.ifs[:index] + node.ifs[index + 1 :])


def _of_statement(node: ast.stmt) -> Iterator[Change]:
    if not isinstance(node, _KEPT):
        yield "statement dropped", ast.Pass()
    match node:
        case ast.If() | ast.While():
            yield "condition negated", _with(node, test=_negated(node.test))
        case ast.With():
            yield "with dropped", ast.If(ast.Constant(True), node.body, [])
        case ast.FunctionDef():
            for index in range(len(node.decorator_list)):
                rest = node.decorator_list[:index] + node.decorator_list[index + 1 :]
                yield "decorator dropped", _with(node, decorator_list=rest)
        case ast.AugAssign():
            yield "operator", _with(node, op=_OPERATORS.get(type(node.op), ast.Sub)())
            target = copy.deepcopy(node.target)
            target.ctx = ast.Load()
            yield "out of place", ast.Assign([node.target], ast.BinOp(target, node.op, node.value), lineno=node.lineno)


def _of_binary(node: ast.BinOp) -> Iterator[Change]:
    if type(node.op) in _OPERATORS:
        yield "operator", _with(node, op=_OPERATORS[type(node.op)]())
    if isinstance(node.op, _ORDERED):
        yield "operands swapped", _with(node, left=node.right, right=node.left)
    if isinstance(node.op, _REDUCIBLE):
        yield "right term dropped", node.left
        yield "left term dropped", node.right
    if not isinstance(node.left, ast.Name | ast.Attribute) or isinstance(node.left.ctx, ast.Store):
        return
    if type(node.op) in _IN_PLACE:
        method = ast.Attribute(node.left, _IN_PLACE[type(node.op)], ast.Load())
        yield "in place", ast.Call(method, [node.right], [])


def _of_constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield from (("constant", ast.Constant(other)) for other in (value + 1, value - 1))
    elif isinstance(value, float):
        yield from (("constant", ast.Constant(other)) for other in (value + 1, value - 1, 2 * value))


def _of_call(node: ast.Call, modules: frozenset[str]) -> Iterator[Change]:
    for arguments in _swapped(node.args):
        yield "arguments swapped", _with(node, args=arguments)
    for index, keyword in enumerate(node.keywords):
        rest = node.keywords[:index] + node.keywords[index + 1 :]
        yield f"{keyword.arg or 'keyword'} dropped", _with(node, keywords=rest)
    if node.args:
        yield "call dropped", node.args[0]
    if not isinstance(node.func, ast.Attribute):
        return
    name, is_method = node.func.attr, not _is_module(node.func.value, modules)
    if is_method:
        yield "call dropped", node.func.value
    if name in _TWINS:
        yield "function", _with(node, func=_with(node.func, attr=_TWINS[name]))
    if is_method and hasattr(torch.Tensor, f"{name}_"):
        yield "in place", _with(node, func=_with(node.func, attr=f"{name}_"))
    if is_method and name.endswith("_") and hasattr(torch.Tensor, name[:-1]):
        yield "out of place", _with(node, func=_with(node.func, attr=name[:-1]))
    if name == "einsum" and node.args and isinstance(node.args[0], ast.Constant):
        for equation in _equations(str(node.args[0].value)):
            yield "equation", _with(node, args=[ast.Constant(equation), *node.args[1:]])


def detached(node: ast.expr) -> Change:
    """The operand without its graph."""
    return "detached", ast.Call(ast.Attribute(node, "detach", ast.Load()), [], [])


def _equations(equation: str) -> Iterator[str]:
    """The equation with two neighbouring letters swapped, or with one letter less in its result."""
    for index, (a, b) in enumerate(itertools.pairwise(equation)):
        if a.isalpha() and b.isalpha():
            yield equation[:index] + b + a + equation[index + 2 :]
    arrow = equation.find("->")
    if arrow >= 0:
        yield from (equation[:index] + equation[index + 1 :] for index in range(arrow + 2, len(equation)))


def _is_module(node: ast.expr, modules: frozenset[str]) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
        if not isinstance(node, ast.Name | ast.Attribute):
            return False
    return isinstance(node, ast.Name) and node.id in modules


def _negated(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), node)


def _swapped(items: Sequence[T]) -> Iterator[list[T]]:
    for index in range(len(items) - 1):
        yield [*items[:index], items[index + 1], items[index], *items[index + 2 :]]


def _replaced(items: Sequence[T], index: int, item: T) -> list[T]:
    return [*items[:index], item, *items[index + 1 :]]


def _with(node: T, **fields: object) -> T:
    """A shallow copy with other fields; children are shared, so neither tree may be changed in place."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made
