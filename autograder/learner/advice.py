"""What torch's words about shapes that do not fit mean for the line that raised them."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterable, Iterator

from autograder.report.model import TestResult, Verdict

_MATCHED = "Two shapes do not fit. They are matched from their last axis on, and only an axis of length 1 is repeated."
_KEEP = f"{_MATCHED} A sum or a maximum over an axis removes it; with `keepdim=True` it stays, with length 1."
_ASK = (
    f"{_MATCHED} Print both shapes just before that line, and ask: which axis is meant? Is it `*`, element by element, or"
    " `@`, the product of matrices? Does one of them need a new axis of length 1, as `[:, None]` makes it?"
)
_LINE = re.compile(r"\((?:\S+, )?line \d+: (.+)\)")
_REDUCTIONS = set("amax amin logsumexp max mean median min nansum norm prod std sum var".split())


def advice(results: Iterable[TestResult], definitions: Iterable[str] = ()) -> str | None:
    """What to do where shapes did not fit in a check that did not pass; None where that is not the trouble.

    `definitions` are those of the answer, as text: `keepdim` is spoken of where it is missing in the line at fault, or in
    one that made what the line uses.
    """
    failed = (result.words for result in results if result.verdict is not Verdict.PASSED)
    words = [text for text in failed if "The size of tensor a" in text]
    lines = [found[1] for found in map(_LINE.search, words) if found]
    lost = any(_loses_an_axis(line, text) for text in definitions for line in lines)
    return (_KEEP if lost else _ASK) if words else None


def _loses_an_axis(line: str, definition: str) -> bool:
    """Whether a reduction without keepdim stands in the statement with this line, or in one that makes a name in it."""
    with contextlib.suppress(SyntaxError):
        simple = [node for node in ast.walk(ast.parse(definition)) if isinstance(node, ast.stmt) and _is_simple(node)]
        numbers = {number for number, text in enumerate(definition.splitlines(), start=1) if line in text}
        at_fault = [node for node in simple if numbers & {*range(node.lineno, (node.end_lineno or node.lineno) + 1)}]
        used = {name for node in at_fault for name in _names(node, ast.Load)}
        makers = [node for node in simple if used & set(_names(node, ast.Store))]
        return any(_is_reduction(part) for node in [*at_fault, *makers] for part in ast.walk(node))
    return False


def _is_simple(statement: ast.stmt) -> bool:
    return not hasattr(statement, "body")


def _names(statement: ast.stmt, context: type[ast.expr_context]) -> Iterator[str]:
    return (n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, context))


def _is_reduction(node: ast.AST) -> bool:
    """Whether it is a call that takes away an axis which is missed afterwards.

    Without the first one, what is left still matches the last axes of what it was made from. Without all, it is a number.
    """
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _REDUCTIONS):
        return False
    of_module = isinstance(node.func.value, ast.Name) and node.func.value.id == "torch"
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    positional = node.args[1:] if of_module else node.args
    if node.func.attr == "norm":  # whose first argument is p
        positional = positional[1:]
    dim = next((keywords[key] for key in ("dim", "axis") if key in keywords), positional[0] if positional else None)
    kept = next((keywords[key] for key in ("keepdim", "keepdims") if key in keywords), None)
    keeps = [kept] if kept is not None else positional[1:]
    first_alone = isinstance(dim, ast.Constant) and dim.value in (0, None)
    return dim is not None and not first_alone and not any(_is_true(value) for value in keeps)


def _is_true(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and not value.value)
