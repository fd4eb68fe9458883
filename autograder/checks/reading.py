"""A submission's cells as Python, read as IPython reads them: with magics, shell lines, questions and indented cells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CELL_BREAK = "\n\f\n"  # between the solution cell and the other cells in a submission's source
_ITS_OWN = re.compile(
    r"[%!?]|^[^\S\n]*(In \[|>>>|\.\.\.|[,;/])|\A\s*[ \t]", re.MULTILINE
)  # what IPython reads in its own way
_MAGICS = {"run_cell_magic", "run_line_magic"}
_NO_PYTHON = re.compile(
    r"(?:\s*\n)?%%(?:html|HTML|latex|markdown|svg|SVG|javascript|js|writefile|file|bash|cmd|perl|pypy|ruby|script|sh|sx|system)(?=\s|\Z)"
)
_DEEPEST = 5  # magics within magics
# For each magic IPython goes through its cell again, from its first character: at so many characters in all, which
# takes the judge some seconds, the reading ends. The cells of a course have some thousands.
_MOST = 300_000


class Unreadable(Exception):
    """A cell is Python neither to Python nor to IPython."""


class TooMuch(Exception):
    """The notebook's magics would take too long to be read."""


def runs_as_python(cells: Sequence[str]) -> list[str]:
    """The cells without those whose magic makes a page, a picture or a file of their text, or nothing, however long it
    is.

    All of them where a cell speaks of magics, which it may give another meaning.
    """
    others = [cell for cell in cells if not _NO_PYTHON.match(cell)]
    return list(cells) if any("magic" in cell for cell in others) else others


def cells_of(source: str) -> list[str]:
    """The solution cell, then the others."""
    return source.split(CELL_BREAK)


def read(source: str) -> tuple[ast.Module, list[str]]:
    """The statements of all cells with the lines that they have in `source`, and the cells that nobody can read.

    Raises Unreadable when the solution cell is one of them, and TooMuch whichever cell takes too long.
    """
    left = _Left()
    body: list[ast.stmt] = []
    unread = []
    line = 0
    for number, cell in enumerate(cells_of(source)):
        try:
            tree = _parsed(cell, 0, left)
        except Unreadable:
            if number == 0:
                raise
            unread.append(cell)
        else:
            ast.increment_lineno(tree, line)
            body += tree.body
        line += cell.count("\n") + CELL_BREAK.count("\n")
    return ast.Module(body, []), unread


@dataclass
class _Left:
    """How many characters IPython may still go through."""

    characters: int = _MOST

    def use(self, number: int) -> None:
        self.characters -= number
        if self.characters < 0:
            raise TooMuch


def _parsed(cell: str, depth: int, left: _Left) -> ast.Module:
    try:
        tree = ast.parse(_as_ipython_runs_it(cell, left) if _ITS_OWN.search(cell) else cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unreadable from None
    for call, text in list(_run_by_magics(tree)):
        try:
            inner = _parsed(text, depth + 1, left) if depth < _DEEPEST else ast.Module([], [])
        except Unreadable:  # `%matplotlib inline` is a magic's own language
            continue
        if call.func.attr == "run_cell_magic":  # type: ignore[attr-defined]
            tree.body += inner.body
        else:
            call.args += inner.body  # type: ignore[arg-type]  # where ast.walk finds them: in the statement of the magic
    return tree


def _as_ipython_runs_it(cell: str, left: _Left) -> str:
    """The Python that IPython makes of a cell. Nothing is executed."""
    from IPython.core.inputtransformer2 import TransformerManager  # takes a while, and few cells need it

    class Counting(TransformerManager):
        def do_one_token_transform(self, lines: list[str]) -> tuple[bool, list[str]]:
            left.use(sum(map(len, lines)))
            changed: tuple[bool, list[str]] = super().do_one_token_transform(lines)  # type: ignore[no-untyped-call]
            return changed

    return str(Counting().transform_cell(cell))  # type: ignore[no-untyped-call]


def _run_by_magics(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """The calls of magics with the text that each gets: `%time f(X)` and what stands below `%%time` are run as Python."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MAGICS:
            text = node.args[-1] if len(node.args) > 1 else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value.strip():
                yield node, text.value
