"""Is it the learner's own work? Read from the code, and seen in the operators that run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from autograder.checks.failure import fail
from autograder.student import Student, SubmissionError, source_of, traced


def assert_own_work(
    student: Student,
    name: str,
    call: Callable[[Any], Any],
    *,
    names: tuple[str, ...] = (),
    ops: tuple[str, ...] = (),
) -> None:
    """Fails when the definition of `name` uses one of torch's `names`, or `call(student)` runs one of the `ops`.

    `names` are attribute or import names (`softmax`, `Softmax`), `ops` ATen operators (`_softmax`) or `optim.Adam`-like
    steps; `optim.` stands for every optimiser. Code in other places, such as a comparison in a scratch cell, may use them.
    """
    __tracebackhide__ = True
    found = next(forbidden_in(source_of(student), name, names), None)
    if found is not None:
        line, text = found
        fail(f"{name} is to be written without {text}, which line {line} of its cell uses")
    with traced(student) as trace:
        try:
            call(student)
        except SubmissionError as error:
            if error.kind == "NotImplementedError":
                raise
    for op in trace.ops:
        if op in ops or any(prefix.endswith(".") and op.startswith(prefix) for prefix in ops):
            fail(f"{name} is to be written without torch's own, but the operator {op} ran inside it")


def forbidden_in(source: str, name: str, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """(line, spelling) of each use of torch's `names` in the definition of `name` and the definitions that it reaches."""
    try:
        tree = ast.parse(_without_magics(source))
    except SyntaxError:
        return
    imported = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "torch"
        for alias in node.names
        if alias.name in names
    }
    own = {"self", "cls"} | {statement.name for statement in tree.body if isinstance(statement, ast.ClassDef)}
    for node in _reached(tree, name):
        if isinstance(node, ast.Attribute) and node.attr in names and not _is_one_of(own, node.value):
            yield node.lineno, ast.unparse(node)[:60]
        elif isinstance(node, ast.Name) and node.id in imported and isinstance(node.ctx, ast.Load):
            yield node.lineno, imported[node.id]
        elif isinstance(node, ast.Call) and _is_one_of({"getattr", "attrgetter", "methodcaller"}, node.func):
            # Elsewhere a name in quotes is harmless: a docstring, a message, the key of a dict.
            for argument in node.args:
                if isinstance(argument, ast.Constant) and argument.value in names:
                    yield node.lineno, f"the name {argument.value!r}"


def _reached(tree: ast.Module, name: str) -> Iterator[ast.AST]:
    """The nodes of the top-level statements that define `name` and, in turn, whatever those mention."""
    definitions: dict[str, list[ast.stmt]] = {}
    for statement in tree.body:
        for defined in _defined_by(statement):
            definitions.setdefault(defined, []).append(statement)
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for statement in definitions.get(current, []):
            local = _local_names(statement)
            for node in ast.walk(statement):
                yield node
                if isinstance(node, ast.Name) and node.id not in local:
                    waiting.append(node.id)


def _defined_by(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        yield statement.name
    else:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _local_names(statement: ast.stmt) -> set[str]:
    """Parameters and variables of a function: a variable of the cell that has the same name is another one."""
    if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        return set()
    inside = [node for child in statement.body for node in ast.walk(child)]
    arguments = {node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)}
    return arguments | {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _is_one_of(names: set[str], node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _without_magics(source: str) -> str:
    """IPython's lines (`%magic`, `!shell`) as comments, so that the rest can be parsed."""
    return "\n".join("#" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())
