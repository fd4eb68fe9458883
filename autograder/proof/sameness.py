"""What tells two texts of Python apart that are one program."""

from __future__ import annotations

import ast
from types import CodeType


def program(text: str) -> object:
    """The same for two texts that compile to the same code, wherever their lines stand; the text itself if it is no
    Python."""
    try:
        return _key(compile(text, "", "exec", dont_inherit=True))
    except SyntaxError:
        return text


def plain_numbers(tree: ast.Module) -> set[str]:
    """Names that only ever stand for Python's numbers: `n += 1` and `n = n + 1` are the same for them."""
    bound: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(tree):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AugAssign(target=ast.Name(id=name), value=value)
            ):
                bound.setdefault(name, []).append(value)
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"))):
                bound.setdefault(name, []).append(ast.Constant(0))
    stores = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    # A name that is also bound in some other way, as a loop's variable or a parameter, may be anything.
    numbers = {name for name, values in bound.items() if len(values) == stores.count(name) and name not in arguments}
    while True:
        kept = {name for name in numbers if all(_is_number(value, numbers) for value in bound[name])}
        if kept == numbers:
            return numbers
        numbers = kept


def _is_number(value: ast.expr | None, numbers: set[str]) -> bool:
    match value:
        case ast.Constant(value=int() | float()):
            return True
        case ast.Name(id=name):
            return name in numbers
        case ast.BinOp(left=left, right=right):
            return _is_number(left, numbers) and _is_number(right, numbers)
        case ast.UnaryOp(operand=operand):
            return _is_number(operand, numbers)
        case ast.Call(func=ast.Name(id="len" | "int" | "float")):
            return True
    return False


def _key(value: object) -> object:
    """Code without its places; constants with their types, since 0 == 0.0 == False."""
    if isinstance(value, CodeType):
        parts = (value.co_code, value.co_names, value.co_varnames, value.co_freevars, value.co_argcount, value.co_flags)
        return (*parts, value.co_exceptiontable, tuple(map(_key, value.co_consts)))
    if isinstance(value, tuple):
        return ("tuple", *map(_key, value))
    return (type(value).__name__, repr(value))
