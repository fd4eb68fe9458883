"""One learner's work as pieces: whole notebooks, without the cells that are as they were handed out."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.notebook.cells import check_id, grade_id, role
from autograder.similar import syntax
from autograder.similar.piece import Key, Kind, Piece

# Characters of a learner's own in a notebook that are compared; the answers to this course's longest one have some
# thousands.
MOST = 50_000
_SHORTEST = 3  # words of a comment or sentence
_WORDS_OF_A_LINE = 6
_LONGEST = 3  # lines, of a comment or sentence: what is longer tells no more
_NAME = 0.5  # lines
_LETTERS = 3  # of a name
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
# A notebook and one of its exercises: the cells between the check above and its own are the work for it, wherever a
# learner put them.
Unit = tuple[str, str]


@dataclass(frozen=True)
class Work:
    """What `learner` handed in. `cells` are the texts of the own cells, by notebook and place (from 0).

    `units` has the pieces by exercise; `notes` say what of it was not compared.
    """

    learner: str
    pieces: tuple[Piece, ...]
    cells: Mapping[tuple[str, int], str] = field(default_factory=dict, repr=False)
    units: Mapping[Unit, frozenset[Key]] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()


def work_of(learner: str, notebooks: Mapping[str, NotebookNode], handed_out: Mapping[str, NotebookNode]) -> Work:
    """The pieces of all notebooks, by name; `handed_out` are the same ones as the learner got them."""
    found: list[Piece] = []
    shown: dict[tuple[str, int], str] = {}
    units: dict[Unit, frozenset[Key]] = {}
    notes = []
    for name, nb in notebooks.items():
        given = {cell.source for cell in handed_out[name].cells} if name in handed_out else set()
        locked = _locked(nb, handed_out.get(name, nb))
        own = [(i, cell) for i, cell in enumerate(nb.cells) if i not in locked and cell.source not in given]
        kept, left = [], MOST
        for index, cell in own:
            if len(cell.source) <= left:
                kept.append((index, cell))
                left -= len(cell.source)
        if len(kept) < len(own):
            notes.append(
                f"{learner}: {name}.ipynb has more than {MOST // 1000} thousand characters of the learner's own;"
                f" {len(own) - len(kept)} of its cells were not compared"
            )
        shown |= {(name, index): cell.source for index, cell in kept}
        pieces = list(_pieces(name, kept))
        found += pieces
        units |= _units(name, nb, handed_out.get(name, nb), pieces)
    return Work(learner, tuple(found), shown, units, tuple(notes))


def _locked(nb: NotebookNode, handed_out: NotebookNode) -> set[int]:
    """Where the cells stand that are not the learner's: by what was handed out, and not by what the notebook says.

    Of several with the id of a locked cell, the first is that one.
    """
    names = {grade_id(cell) for cell in handed_out.cells if role(cell) in ("graded", "readonly")}
    first: dict[str | None, int] = {}
    for index, cell in enumerate(nb.cells):
        first.setdefault(grade_id(cell), index)
    return {first[name] for name in names if name in first}


def _units(
    notebook: str, nb: NotebookNode, handed_out: NotebookNode, pieces: Sequence[Piece]
) -> dict[Unit, frozenset[Key]]:
    """By the checks that were handed out; what else the notebook says to be one would hide a copy, or be too many."""
    names = {grade_id(cell) for cell in handed_out.cells if role(cell) == "graded"}
    checks = []
    for index, cell in enumerate(nb.cells):
        if (name := grade_id(cell)) in names:
            names.remove(name)
            checks.append((index, (name or "").removeprefix(check_id(""))))
    found: dict[Unit, set[Key]] = {}
    for piece in pieces:
        check = next((name for index, name in checks if index > piece.cell), "")
        if check:
            found.setdefault((notebook, check), set()).add(piece.key)
    return {unit: frozenset(keys) for unit, keys in found.items()}


def keys_of(sources: Sequence[str], prose: Sequence[str] = ()) -> set[Key]:
    """What pieces a text of the course has: code, and Markdown."""
    cells = [("code", source) for source in sources] + [("markdown", text) for text in prose]
    nodes = [NotebookNode(cell_type=kind, source=source) for kind, source in cells]
    return {piece.key for piece in _pieces("", list(enumerate(nodes)))}


def _pieces(notebook: str, cells: Sequence[tuple[int, NotebookNode]]) -> Iterator[Piece]:
    code = [(index, cell.source) for index, cell in cells if cell.cell_type == "code"]
    trees = {index: syntax.parsed(source) for index, source in code}
    names = syntax.names_in([tree for tree in trees.values() if tree is not None])
    for index, source in code:
        for found in _code(source, trees[index], names):
            yield Piece(Key("code", found.text, found.size), notebook, index, found.first, found.last)
        for text, first, last in _comments(source, trees[index]):
            yield from _said("comment", text, notebook, index, first, last)
    for index, cell in cells:
        if cell.cell_type == "markdown":
            for line, text in enumerate(cell.source.split("\n"), start=1):
                for sentence in _SENTENCE.findall(text):
                    yield from _said("prose", sentence, notebook, index, line, line)
    yield from _names(notebook, code, names.own | names.attributes)


def _code(source: str, tree: ast.Module | None, names: syntax.Names) -> Collection[syntax.Found]:
    if tree is not None:
        try:
            return syntax.pieces(tree, names)
        except RecursionError:
            pass
    return list(syntax.lines(source))


def _comments(source: str, tree: ast.Module | None) -> Iterator[tuple[str, int, int]]:
    """Comments and docstrings with their lines. Where Python cannot read the cell, what follows a #."""
    if tree is None:
        for line, text in enumerate(source.split("\n"), start=1):
            if "#" in text:
                yield text.partition("#")[2], line, line
        return
    yield from syntax.texts(tree)
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.string, token.start[0], token.start[0]
    except (tokenize.TokenError, SyntaxError):
        return  # a magic, which the tree was made without


def _said(kind: Kind, text: str, notebook: str, cell: int, first: int, last: int) -> Iterator[Piece]:
    words = _WORD.findall(text.casefold())
    if len(words) >= _SHORTEST:
        size = min(len(words) / _WORDS_OF_A_LINE, _LONGEST)
        yield Piece(Key(kind, syntax.digest(*words), size), notebook, cell, first, last)


def _names(notebook: str, code: Sequence[tuple[int, str]], own: Collection[str]) -> Iterator[Piece]:
    """The learner's own names, each where it stands first."""
    wanted = {name for name in own if len(name) >= _LETTERS}
    for index, source in code:
        for line, text in enumerate(source.split("\n"), start=1):
            for name in _WORD.findall(text):
                if name in wanted:
                    wanted.remove(name)
                    yield Piece(Key("name", name, _NAME), notebook, index, line, line)
