"""Stubs: whether one was filled in, and what is said about one that was not."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from autograder.notebook.syntax import tree_of

RAISE = "raise NotImplementedError()"


def stubbed(source: str) -> str:
    """A solution cell's text as learners get it: each solution region, or all of it without one, is a stub."""
    lines: list[str] = []
    inside = found = False
    for line in source.split("\n"):
        if "BEGIN SOLUTION" in line:
            inside = found = True
            lines.append(f"{line[: len(line) - len(line.lstrip())]}{RAISE}")
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines) if found else RAISE


def defines(name: str, source: str) -> bool:
    """Whether a cell defines or imports `name`, also in text that is no Python."""
    definition, imported = _definition(name)
    for line in source.splitlines():
        if name not in line:
            continue
        if definition.match(line):
            return True
        words = line.split(None, 1)
        if words[0] in ("import", "from") and imported.search(line[max(line.find("import"), 0) :]):
            return True
    return False


@lru_cache(maxsize=256)
def _definition(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """At the beginning of a line, and among what is imported."""
    word = re.escape(name)
    own = rf"[ \t]*(?:(?:async[ \t]+)?(?:def|class)[ \t]+{word}\b|{word}[ \t]*(?::[^=\n]+)?=(?!=))"
    return re.compile(own), re.compile(rf"\b{word}\b")


def left_stub(id: str, source: str) -> str | None:
    """What to say of a definition of `id` in `source` that still raises NotImplementedError; None where none does."""
    lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines()]
    tree = tree_of("\n".join(lines))
    if tree is None:
        return None
    nodes = list(ast.walk(tree))
    definitions = [node for node in nodes if _defines(node) == id]
    raises = [node for definition in definitions for node in ast.walk(definition) if _is_stub(node)]
    if not raises:
        return None
    code = [
        node.lineno
        for definition in definitions
        for node in ast.walk(definition)
        if isinstance(node, ast.stmt) and node is not definition and not _is_stub(node) and not _says_nothing(node)
    ]
    line = min(node.lineno for node in raises if isinstance(node, ast.stmt))
    if not code:
        return f"`{id}` is not written yet: put your code in place of `{RAISE}`."
    where = "above" if line < min(code) else "below" if line > max(code) else "in the middle of"
    return f"The stub's `{RAISE}` still stands {where} your code in `{id}`, and is reached: delete that line."


def _defines(node: ast.AST) -> str | None:
    return node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else None


def _is_stub(node: ast.AST) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _says_nothing(node: ast.stmt) -> bool:
    """A docstring, `pass`, or a method that holds the stub."""
    if isinstance(node, ast.Pass | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
