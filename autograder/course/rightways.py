"""Other right ways to do an exercise: its `answers/right_*.py`, each with the sentence that says what is different in
it."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RightWay:
    """`sentence` is the first line of the file's docstring, `source` is what follows it."""

    sentence: str
    source: str


def right_ways(folder: Path, others: Collection[str]) -> tuple[RightWay, ...]:
    """The right answers in an exercise's folder, the shortest first.

    `others` are the course's other exercises: an answer that holds one of those by its name would give that away too,
    and is left out. So is a file without a docstring or that is no Python, which `selftest` names.
    """
    found = [_read(path, others) for path in sorted((folder / "answers").glob("right_*.py"))]
    return tuple(sorted((way for way in found if way is not None), key=lambda way: way.source.count("\n")))


def _read(path: Path, others: Collection[str]) -> RightWay | None:
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    sentence = (ast.get_docstring(tree) or "").partition("\n")[0].strip()
    if not sentence or not _bound(tree).isdisjoint(others):
        return None
    source = "\n".join(text.splitlines()[tree.body[0].end_lineno :])
    return RightWay(sentence, source.strip("\n") + "\n")


def _bound(tree: ast.Module) -> set[str]:
    """Every name that is defined or assigned anywhere in the file."""
    nodes = list(ast.walk(tree))
    names = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return names | {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
