"""Which words a program uses that another does not: without new ones it runs none of torch's operators that the other
does not."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def words_of(source: str) -> frozenset[str]:
    """The names that it reads and does not make, attributes, modules, options, and operators such as `MatMult`."""
    tree = ast.parse(source)
    made = {found for node in ast.walk(tree) for found in _made_by(node)}
    return frozenset(word for node in ast.walk(tree) for word in _said_by(node) if word not in made)


def _made_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name):
            yield name
        case ast.ClassDef(name=name):
            yield name
        case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
            yield f"self.{name}"


def _said_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            yield f"self.{name}"
        case ast.Attribute(attr=name):
            yield f".{name}"
        case ast.keyword(arg=str(name)):
            yield f"{name}="
        case ast.Import(names=names):
            yield from (f"import {part.name}" for part in names)
        case ast.ImportFrom(module=module, names=names):
            yield from (f"import {module}.{part.name}" for part in names)
        case ast.Constant(value=str(text)) if text.isidentifier():  # as of getattr, or an option
            yield repr(text)
        case ast.operator() | ast.unaryop() | ast.cmpop():
            yield type(node).__name__
