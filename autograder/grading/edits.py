"""Edits of a reference's text: the one place where some code stands, or the one that has a shape, is written otherwise.

A pattern is Python with placeholders: `$x.sum($y)` is any call of `sum` with one argument. The same placeholder stands
for the same code each time. The matcher is small, since a pattern is one expression or statement, and since the
libraries that do this (LibCST, ast-grep) would have to be installed wherever submissions are graded.
"""

from __future__ import annotations

import ast
import copy
import re
from typing import Any

_PLACEHOLDER = re.compile(r"\$([A-Za-z_]\w*)")
_PREFIX = "_any_"


class EditError(Exception):
    """An edit that cannot be made; the message says why."""


def replaced(text: str, find: str, replace: str, *, everywhere: bool = False) -> str:
    """`text` with `replace` for `find`, which must stand there once, or more often with `everywhere`.

    Further lines of both are indented as the line in which `find` begins. Raises EditError.
    """
    first = find.partition("\n")[0]
    places = [found.start() for found in re.finditer(re.escape(first), text)]
    places = [place for place in places if text.startswith(_indented(find, text, place), place)]
    _require(len(places), everywhere, "`find` stands")
    for place in reversed(places):
        end = place + len(_indented(find, text, place))
        text = text[:place] + _indented(replace, text, place) + text[end:]
    return text


def rewritten(text: str, pattern: str, put: str, *, everywhere: bool = False) -> str:
    """`text` with `put` for the one expression or statement of the shape `pattern`, or for each with `everywhere`.

    Raises EditError.
    """
    shape, new = _parsed("pattern", pattern), _parsed("with", put)
    unknown = sorted(_placeholders(new) - _placeholders(shape))
    if unknown:
        raise EditError(f"`with` has ${unknown[0]}, which `pattern` has not")
    tree = ast.parse(text)
    rewriter = _Rewriter(shape, new)
    tree = rewriter.visit(tree)
    _require(rewriter.count, everywhere, "code of the shape `pattern` stands")
    return ast.unparse(ast.fix_missing_locations(tree))


def _require(count: int, everywhere: bool, what: str) -> None:
    if count == 0:
        raise EditError(f"{what} nowhere in the reference")
    if count > 1 and not everywhere:
        raise EditError(f"{what} in {count} places of the reference: make it longer, or say `all: true`")


def _indented(part: str, text: str, place: int) -> str:
    """`part` with its further lines indented as the line of `text` that has `place`."""
    line = text[text.rfind("\n", 0, place) + 1 :]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return part.replace("\n", f"\n{indent}")


def _parsed(key: str, code: str) -> ast.AST:
    try:
        body = ast.parse(_PLACEHOLDER.sub(rf"{_PREFIX}\1", code)).body
    except SyntaxError as error:
        raise EditError(f"`{key}` is no Python: {error.msg}") from None
    if len(body) != 1:
        raise EditError(f"`{key}` must be one expression or one statement")
    return body[0].value if isinstance(body[0], ast.Expr) else body[0]


def _placeholders(tree: ast.AST) -> set[str]:
    names = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)}


class _Rewriter(ast.NodeTransformer):
    """Puts `new` in the place of every node of the shape; `count` says of how many."""

    def __init__(self, shape: ast.AST, new: ast.AST) -> None:
        self._shape, self._new, self.count = shape, new, 0

    def visit(self, node: ast.AST) -> Any:
        found: dict[str, ast.AST] = {}
        if _matches(self._shape, node, found):
            self.count += 1
            made = _Filler(found).visit(copy.deepcopy(self._new))
            if isinstance(node, ast.stmt) and isinstance(made, ast.expr):
                return ast.Expr(made)
            return made
        return self.generic_visit(node)


class _Filler(ast.NodeTransformer):
    def __init__(self, found: dict[str, ast.AST]) -> None:
        self._found = found

    def visit_Name(self, node: ast.Name) -> ast.AST:
        name = node.id.removeprefix(_PREFIX)
        return copy.deepcopy(self._found[name]) if node.id != name else node


def _matches(shape: Any, node: Any, found: dict[str, ast.AST]) -> bool:
    """Whether `node` has the shape; what its placeholders stand for goes to `found`."""
    if isinstance(shape, ast.Name) and shape.id.startswith(_PREFIX) and isinstance(node, ast.expr):
        known = found.setdefault(shape.id.removeprefix(_PREFIX), node)
        return ast.dump(known) == ast.dump(node)
    if isinstance(shape, list):
        return (
            isinstance(node, list)
            and len(shape) == len(node)
            and all(_matches(part, other, found) for part, other in zip(shape, node, strict=True))
        )
    if not isinstance(shape, ast.AST):
        return type(shape) is type(node) and bool(shape == node)
    return type(shape) is type(node) and all(
        _matches(getattr(shape, name, None), getattr(node, name, None), found) for name in shape._fields
    )
