"""Which parts of a notebook's code a definition reaches."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

# What a notebook's cells find there already.
_GIVEN = frozenset(dir(builtins)) | {
    "__name__",
    "__class__",
    "__file__",
    "get_ipython",
    "display",
    "In",
    "Out",
    "torch",
}


class Unknown(ast.AST):
    """A name that nothing in the notebook defines: who gave it its meaning cannot be read."""

    def __init__(self, unknown: str, lineno: int) -> None:
        super().__init__()
        self.unknown, self.lineno = unknown, lineno


def reached(tree: ast.Module, name: str) -> Iterator[ast.AST]:
    """The nodes of the top-level statements that define `name` and, in turn, whatever those mention."""
    definitions: dict[str, list[ast.stmt]] = {}
    imported = {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    for statement in tree.body:
        for defined in (*_defined_by(statement), *(_filled_by(statement) - imported)):
            definitions.setdefault(defined, []).append(statement)
    # A star import brings names that nobody knows here.
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    anything_else = any(alias.name == "*" for node in imports for alias in node.names)
    waiting, seen, walked = [name], set(), set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for statement in definitions.get(current, []):
            if id(statement) in walked:
                continue
            walked.add(id(statement))
            local, bound = _local_names(statement), _bound_in(statement)
            for node in ast.walk(statement):
                yield node
                if isinstance(node, ast.Name) and node.id not in local:
                    waiting.append(node.id)
                    if not anything_else and not (node.id in definitions or node.id in bound or node.id in _GIVEN):
                        yield Unknown(node.id, node.lineno)
                elif isinstance(node, ast.Attribute):
                    waiting.append(f".{node.attr}")


def _defined_by(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement gives a meaning, and with a dot the attributes."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        yield statement.name
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            yield alias.asname or alias.name.split(".")[0]
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield f".{node.attr}"
        elif isinstance(node, ast.Call) and is_one_of({"setattr"}, node.func):
            yield from (f".{a.value}" for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not _is_definition(statement):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and not _is_definition(statement):
            yield node.name  # below an `if`


def _filled_by(statement: ast.stmt) -> set[str]:
    """The names of lists, dicts and other objects that a statement may put something into: `kept[0] = f`,
    `kept.append(f)`."""
    found: set[str] = set()
    for node in ast.walk(statement) if not _is_definition(statement) else ():
        match node:
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                found.add(name)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
                found.add(name)
    return found


def _bound_in(statement: ast.stmt) -> set[str]:
    """All names that a part of the statement gives a meaning, in whatever scope."""
    bound: set[str] = set()
    for node in ast.walk(statement):
        match node:
            case (
                ast.arg(arg=name)
                | ast.FunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.AsyncFunctionDef(name=name)
            ):
                bound.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                bound.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                bound.add(name)
            case ast.alias(name=name, asname=called):
                bound.add(called or name.split(".")[0])
    return bound


def _is_definition(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)


def _local_names(statement: ast.stmt) -> set[str]:
    """Parameters and variables of a function: a variable of the cell that has the same name is another one."""
    if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        return set()
    inside = [node for child in statement.body for node in ast.walk(child)]
    arguments = {node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)}
    changed = {name for node in inside if isinstance(node, ast.Global) for name in node.names}
    stored = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return (arguments | stored) - changed


def is_one_of(names: set[str], node: ast.expr) -> bool:
    """Whether the expression is nothing but one of these names."""
    return isinstance(node, ast.Name) and node.id in names
