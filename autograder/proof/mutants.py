"""Mutants: a reference implementation with one small mistake each, which its tests must notice.

Left alone are docstrings, annotations, the messages of exceptions, and every definition that the exercise's own does
not use. A mutant that does the same as the reference has its reason in `equivalent_mutants.yml` of the exercise's
folder, by the change that people see: `"return a + 0  ->  return a - 0": adding and subtracting zero are the same`.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from autograder.course.yaml import Problem, Reader
from autograder.proof.mutations import changes, detached
from autograder.proof.sameness import plain_numbers, program

EQUIVALENT = "equivalent_mutants.yml"


@dataclass(frozen=True)
class Mutant:
    """`id` is `line:column:kind` in the reference's text; `change` shows the lines before and after, in one line."""

    id: str
    change: str
    source: str = field(repr=False)


@dataclass(frozen=True)
class _Site:
    """A place in the tree: `node` is `parent.field`, or `parent.field[index]`."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(source: str, name: str) -> list[Mutant]:
    """The mutants of the definition of `name` in `source`, and of the definitions that it uses; each program once, and
    none that is the reference's own."""
    tree = ast.parse(source)
    before = ast.unparse(tree)
    modules, graphless = frozenset(_imported(tree)), _without_graph(tree)
    numbers = plain_numbers(tree)
    seen = {program(before)}
    ids: Counter[str] = Counter()
    found = []
    for site in [site for statement in _used(tree, name) for site in _sites(statement, tree)]:
        if isinstance(site.parent, ast.Call) and site.field == "func":
            continue  # the call itself has been changed
        for kind, node in [*changes(site.node, modules), *_severed(site, graphless)]:
            if kind == "elements swapped" and _in_any_order(site):
                continue
            if kind == "out of place" and getattr(getattr(site.node, "target", None), "id", None) in numbers:
                continue
            site.put(node)
            after = ast.unparse(tree)
            site.put(site.node)
            compiled = program(after)
            if compiled not in seen:
                seen.add(compiled)
                id = f"{getattr(site.node, 'lineno', 0)}:{getattr(site.node, 'col_offset', 0)}:{kind}"
                ids[id] += 1
                found.append(Mutant(id if ids[id] == 1 else f"{id} {ids[id]}", _difference(before, after), after))
    return found


def read_equivalent(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The listed changes of an exercise with their reasons, and what is wrong with the list."""
    path = folder / EQUIVALENT
    if not path.exists():
        return {}, []
    reader = Reader(f"{folder.name}/{EQUIVALENT}")
    root = reader.root(path)
    if root is not None and isinstance(root.node, yaml.MappingNode):
        entries = reader.mapping(root, [], [getattr(key, "value", "") for key, _ in root.node.value])
        reasons = {change: reader.text(reason) or "" for change, reason in entries.items()}
        return reasons, reader.problems
    if root is not None:
        reader.complain(
            root,
            'must be a mapping from a change, as the selftest shows it in quotes, to the reason: "a  ->  b": it is no fault',
        )
    return {}, reader.problems


def _used(tree: ast.Module, name: str) -> list[ast.stmt]:
    """The top-level statements but imports that `name` needs, in order."""
    definitions = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    needed, before = {name}, 0
    while len(needed) > before:
        before = len(needed)
        for statement in definitions:
            if needed & _bound(statement):
                needed |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return [statement for statement in definitions if needed & _bound(statement)]


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _in_any_order(site: _Site) -> bool:
    """Whether the tuple's order means nothing: classes that an object, or an exception, may be of."""
    called = getattr(getattr(site.parent, "func", None), "id", "")
    return isinstance(site.parent, ast.ExceptHandler) or called in ("isinstance", "issubclass")


def _severed(site: _Site, graphless: set[int]) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(site.parent, ast.BinOp) and isinstance(site.node, ast.Name) and id(site.node) not in graphless:
        yield detached(site.node)


def _without_graph(tree: ast.Module) -> set[int]:
    """The nodes inside `with torch.no_grad()`, by id()."""
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.With)]
    blocks = [node for node in blocks if any("no_grad" in ast.unparse(item.context_expr) for item in node.items)]
    return {id(node) for block in blocks for node in ast.walk(block)}


def _sites(node: ast.AST, parent: ast.AST) -> Iterator[_Site]:
    """Every place below `node`, and its own in `parent`, at which something may be changed."""
    for field_name, value in ast.iter_fields(parent):
        if value is node:
            yield _Site(parent, field_name, None, node)
        elif isinstance(value, list) and any(item is node for item in value):
            yield _Site(parent, field_name, next(i for i, item in enumerate(value) if item is node), node)
    if isinstance(node, ast.Raise | ast.JoinedStr):
        return
    for child in _children(node):
        yield from _sites(child, node)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    skipped = {
        id(value) for name in ("annotation", "returns", "msg") if (value := getattr(node, name, None)) is not None
    }
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
        skipped.add(id(node.body[0]))
    if isinstance(node, ast.FunctionDef):
        skipped.update(id(decorator) for decorator in node.decorator_list)
    yield from (child for child in ast.iter_child_nodes(node) if id(child) not in skipped)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)


def _difference(before: str, after: str) -> str:
    old, new = before.splitlines(), after.splitlines()
    start = next(i for i, (a, b) in enumerate(zip([*old, None], [*new, None], strict=False)) if a != b)
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return f"{_in_one_line(old[start : len(old) - end])}  ->  {_in_one_line(new[start : len(new) - end])}"


def _in_one_line(lines: list[str]) -> str:
    text = " ; ".join(line.strip() for line in lines)
    return "(nothing)" if text in ("", "pass") else text
