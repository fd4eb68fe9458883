"""Python taken apart into pieces: statements and larger expressions, without names, order, layout and comments.

The text is parsed and never executed. Names that somebody chose become numbers, in the order of their appearance in the
piece, and imported ones what they were imported from; operands that may change places have a fixed order, and so have
keywords; `torch.exp(X)` is `X.exp()`. Types in annotations, docstrings and `pass` say nothing.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

# Of which an expression is a piece of its own: `X.sum(dim=1)` has four.
_FEWEST_NODES = 4
# Nodes in a line of usual length.
_LINE = 10
# Nodes of a statement, and of a piece within one. What is longer, a table of numbers, is looked at by its parts alone.
_LONGEST, _LONGEST_WITHIN = 150, 40
_LONGEST_CONSTANT = 100  # characters that are kept of one
_OFTEN_PLACED = ("axis", "dim", "keepdim", "keepdims")  # keywords that are left out as often as not
_SYMMETRIC = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
_TURNED = {ast.Gt: "Lt", ast.GtE: "LtE"}
_BLOCKS = ("body", "orelse", "finalbody")
_MAGIC = re.compile(r"^\s*[%!]")
_WORD = re.compile(r"[^\W\d]\w*|\d[\w.]*|\S")
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Found:
    """A piece of code: its text without what does not matter, its size in lines, and its first and last line (from 1)."""

    text: str
    size: float
    first: int
    last: int


@dataclass
class Names:
    """What names in a notebook stand for: those `own` to its author, its own `attributes`, and those imported, with
    what they are.

    Attributes are apart, as a variable called `sum` does not make `X.sum()` another one.
    """

    own: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    imported: dict[str, str] = field(default_factory=dict)


def parsed(source: str) -> ast.Module | None:
    """The cell without magics and shell lines; None for what is no Python."""
    try:
        tree = ast.parse("\n".join("" if _MAGIC.match(line) else line for line in source.split("\n")))
    except UNREADABLE:
        return None
    for node in ast.walk(tree):
        for name in _BLOCKS:
            if isinstance(block := getattr(node, name, None), list):
                block[:] = [_assignment(statement) for statement in block]
    return tree


def _assignment(statement: ast.stmt) -> ast.stmt:
    """`a += b` as `a = a + b`, and `a: int = b` as `a = b`; any other statement as it is."""
    if isinstance(statement, ast.AugAssign):
        value: ast.expr = ast.BinOp(statement.target, statement.op, statement.value)
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        value = statement.value
    else:
        return statement
    return ast.copy_location(ast.Assign([statement.target], ast.copy_location(value, statement)), statement)


def names_in(trees: Sequence[ast.Module]) -> Names:
    """The names of a whole notebook."""
    found = Names()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            found.imported |= {
                it.asname or it.name.split(".")[0]: it.name if it.asname else it.name.split(".")[0] for it in node.names
            }
        elif isinstance(node, ast.ImportFrom):
            found.imported |= {it.asname or it.name: f"{node.module}.{it.name}" for it in node.names}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.own.add(node.name)
            if isinstance(node, ast.ClassDef):
                found.attributes |= {it.name for it in node.body if isinstance(it, ast.FunctionDef)}
        elif isinstance(node, ast.arg):
            found.own.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.own.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.attributes.add(node.attr)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.own.add(node.name)
    return found


def pieces(tree: ast.Module, names: Names) -> list[Found]:
    """The pieces of a cell. Raises RecursionError for what is nested too deeply."""
    return list(_Taker(names).statements(tree.body))


def lines(source: str) -> Iterator[Found]:
    """The pieces of a cell that is no Python: its lines, words numbered like names."""
    for number, line in enumerate(source.split("\n"), start=1):
        words = _WORD.findall(line.partition("#")[0])
        if 4 <= len(words) <= _LONGEST:
            yield Found(digest("line", *_numbered(words)), len(words) / _LINE, number, number)


def _numbered(words: Sequence[str]) -> Iterator[str]:
    numbers: dict[str, int] = {}
    for word in words:
        yield f"_{numbers.setdefault(word, len(numbers))}" if word.isidentifier() else word


class _Taker:
    """Takes the pieces out of statements, one after the other."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._plain: dict[int, str] = {}

    def statements(self, body: Sequence[ast.stmt]) -> Iterator[Found]:
        for statement in body:
            if isinstance(statement, ast.Pass | ast.Import | ast.ImportFrom) or _is_text(statement):
                continue
            yield from self._of(statement, is_piece=True)[0]
            for inner in _blocks(statement):
                yield from self.statements(inner)

    def _of(self, node: ast.AST, *, is_piece: bool = False) -> tuple[list[Found], int, int]:
        """Its pieces; how many nodes it has, and how many of them are in none of these."""
        found: list[Found] = []
        nodes = rest = 0 if isinstance(node, ast.keyword) or _is_torch(node, self._names) else 1
        for child in _children(node):
            inner, size, left = self._of(child)
            found += inner
            nodes, rest = nodes + size, rest + left
        if nodes <= _LONGEST and (
            is_piece or (isinstance(node, ast.expr) and _FEWEST_NODES <= nodes <= _LONGEST_WITHIN)
        ):
            first, last = _place(node)
            text = _Writer(self._names, self._plain).text(node)
            found.append(Found(digest(text), rest / _LINE, first, last))
            rest = 0
        return found, nodes, rest


class _Writer:
    """Writes one piece without what does not matter."""

    def __init__(self, names: Names, plain: dict[int, str], *, numbered: bool = True) -> None:
        self._names, self._plain, self._numbered = names, plain, numbered
        self._numbers: dict[str, int] = {}

    def text(self, node: ast.AST) -> str:
        if not self._numbered and id(node) in self._plain:
            return self._plain[id(node)]
        match node:
            case ast.Name(id=name):
                return self._name(name)
            case ast.arg(arg=name):
                return self._name(name)
            case ast.Constant(value=value):
                # Of a number of more than some thousand digits Python writes no decimals.
                written = hex(value) if type(value) is int else repr(value)
                return written if len(written) <= _LONGEST_CONSTANT else digest(written)
            case ast.Attribute(value=value, attr=name):
                return f"{self.text(value)}.{self._number(name) if name in self._names.attributes else name}"
            case ast.keyword(arg=name, value=value):
                own = name is not None and name in self._names.own
                return f"{self._name(name) if own and name else name}={self.text(value)}"
            case ast.BinOp(left=left, op=op, right=right):
                sides = self._sorted([left, right]) if isinstance(op, _SYMMETRIC) else [left, right]
                return f"({self.text(sides[0])} {type(op).__name__} {self.text(sides[1])})"
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                if isinstance(op, ast.Eq | ast.NotEq):
                    left, right = self._sorted([left, right])
                elif type(op) in _TURNED:
                    left, right = right, left
                return f"({self.text(left)} {_TURNED.get(type(op), type(op).__name__)} {self.text(right)})"
            case ast.Call(func=func, args=args, keywords=keywords):
                named = sorted(keywords, key=lambda keyword: keyword.arg or "")
                values = [it.value if it.arg in _OFTEN_PLACED else it for it in named]
                if args and isinstance(func, ast.Attribute) and _is_torch(func.value, self._names):
                    return f"{self.text(args[0])}.{func.attr}({', '.join(map(self.text, [*args[1:], *values]))})"
                return f"{self.text(func)}({', '.join(map(self.text, [*args, *values]))})"
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                return f"{type(node).__name__} {self._name(name)} {' '.join(map(self.text, _children(node)))}"
        kept = [type(node).__name__]
        kept += [str(value) for _, value in ast.iter_fields(node) if isinstance(value, str | int)]
        kept += [type(op).__name__ for _, op in ast.iter_fields(node) if isinstance(op, ast.boolop | ast.unaryop)]
        if isinstance(node, ast.Compare):
            kept += [type(op).__name__ for op in node.ops]
        return f"{' '.join(kept)}[{' '.join(map(self.text, _children(node)))}]"

    def _name(self, name: str) -> str:
        if name not in self._names.own:
            return self._names.imported.get(name, name)
        return self._number(name)

    def _number(self, name: str) -> str:
        return f"_{self._numbers.setdefault(name, len(self._numbers))}" if self._numbered else "_"

    def _sorted(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        """In an order that no name decides. `plain` has the text of each node by its identity, as sides are in sides."""
        for node in nodes:
            if id(node) not in self._plain:
                self._plain[id(node)] = _Writer(self._names, self._plain, numbered=False).text(node)
        return sorted(nodes, key=lambda node: self._plain[id(node)])


def _is_torch(node: ast.AST, names: Names) -> bool:
    """Whether its functions are methods of tensors as well, so that one may stand for the other."""
    return isinstance(node, ast.Name) and names.imported.get(node.id) == "torch"


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What a node consists of: not the statements in it, nor annotations, nor what only says how it is used."""
    for name in _fields(type(node)):  # type: ignore[arg-type]  # every class can be hashed
        value = getattr(node, name, None)
        if isinstance(value, list):
            yield from (item for item in value if isinstance(item, ast.AST))
        elif isinstance(value, ast.AST):
            yield value


@cache
def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    blocks = _BLOCKS if issubclass(kind, ast.stmt | ast.ExceptHandler | ast.match_case) else ()
    left_out = (
        *blocks,
        "ctx",
        "op",
        "ops",
        "annotation",
        "returns",
        "type_comment",
        "type_params",
        "handlers",
        "cases",
    )
    return tuple(name for name in kind._fields if name not in left_out)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in _BLOCKS:
        yield from [block] if (block := getattr(node, name, None)) else []
    for inner in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from _blocks(inner)


def _place(node: ast.AST) -> tuple[int, int]:
    first = getattr(node, "lineno", 1)
    ends = [getattr(child, "end_lineno", first) or first for child in _children(node)]
    last = max(ends, default=first) if next(_blocks(node), None) else getattr(node, "end_lineno", first) or first
    return first, last


def _is_text(statement: ast.stmt) -> bool:
    """A docstring or another constant that stands alone, which is compared as a comment."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def digest(*parts: str) -> str:
    """A short text that stands for a long one."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def texts(tree: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Docstrings and other texts that stand alone, each with its first and last line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value, node.lineno, node.end_lineno or node.lineno
