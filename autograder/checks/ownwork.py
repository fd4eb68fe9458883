"""Is it the learner's own work? Read from the code, and seen in the operators that run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from autograder.checks.agreement import agree
from autograder.checks.compare import assert_close
from autograder.checks.copies import copied
from autograder.checks.failure import fail
from autograder.student import Student, source_of, traced

# What makes a name unreadable: looked up by text that is put together, or run from text, or hidden from the trace.
_DYNAMIC_CALLS = {"eval", "exec", "compile", "__import__", "globals", "locals", "vars", "get_ipython"}
_DYNAMIC_NAMES = {"__dict__", "__getattribute__", "import_module", "getmembers", "_disable_current_modes"}
_LOOK_UPS = {"getattr", "attrgetter", "methodcaller"}
# Read in the judge, where a syntax tree takes a thousand times the memory of its text. A notebook has some thousands.
_LONGEST = 200_000
CELL_BREAK = "\n\f\n"  # between the solution cell and the other cells in a submission's source


def assert_own_work(
    student: Student,
    name: str,
    call: Callable[..., Any],
    *args: Any,
    reference: Any = None,
    names: tuple[str, ...] = (),
    ops: tuple[str, ...] = (),
) -> None:
    """Fails when the definition of `name` uses one of torch's `names`, or `call(student, *args)` runs one of the `ops`.

    `names` are attribute or import names (`softmax`, `Softmax`), `ops` ATen operators (`_softmax`) or `optim.Adam`-like
    steps; `optim.` stands for every optimiser. Code in other places, such as a comparison in a scratch cell, may use them.
    The call whose operators are counted must also agree with the `reference`, or without one give what it gives while
    nobody counts: else a submission that notices the counting could do, just then, something of its own that is wrong.
    """
    __tracebackhide__ = True
    found = next(forbidden_in(source_of(student), name, names), None)
    if found is not None:
        line, text = found
        own = source_of(student).partition(CELL_BREAK)[0].count("\n") + 1
        where = f"line {line} of its cell" if line <= own else "another cell"
        fail(f"{name} is to be written without {text}, which {where} uses")
    unwatched = call(student, *copied(args)) if reference is None and args else None
    with traced(student) as trace:
        if reference is not None:
            agree(student, reference, call, *args, of=name)
        else:
            watched = call(student, *copied(args))
    if args and not trace.ops:
        fail(f"no operator of torch was seen to run inside {name}: it is to be written with tensors, in this thread")
    if unwatched is not None:
        assert_close(watched, unwatched, of=f"{name}, called once more")
    for op in trace.ops:
        if op in ops or any(prefix.endswith(".") and op.startswith(prefix) for prefix in ops):
            fail(f"{name} is to be written without torch's own, but the operator {op} ran inside it")


def forbidden_in(source: str, name: str, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """(line, spelling) of each use of torch's `names` in the definition of `name` and the definitions that it reaches."""
    if len(source) > _LONGEST:
        yield 1, f"code of more than {_LONGEST} characters, which is too much to be read"
        return
    tree = _parsed(source)
    if tree is None:
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
        elif isinstance(node, ast.Call) and _called_name(node) in _LOOK_UPS:
            # Elsewhere a name in quotes is harmless: a docstring, a message, the key of a dict.
            written = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield from ((node.lineno, f"the name {value!r}") for value in written if value in names)
            if not any(isinstance(value, str) for value in written):
                yield node.lineno, f"a name that is put together ({ast.unparse(node)[:60]})"
        elif (isinstance(node, ast.Call) and _is_one_of(_DYNAMIC_CALLS, node.func)) or (
            isinstance(node, ast.Attribute) and node.attr in _DYNAMIC_NAMES
        ):
            yield node.lineno, f"names that cannot be read ({ast.unparse(node)[:60]})"


def _parsed(source: str) -> ast.Module | None:
    """The statements of all cells that are Python; None when the solution cell is none."""
    first, *others = source.split(CELL_BREAK)
    tree = None
    line = 0
    for cell in (first, *others):
        try:
            parsed = ast.parse(_without_magics(cell))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            if tree is None:
                return None
        else:
            ast.increment_lineno(parsed, line)
            tree = parsed if tree is None else ast.Module([*tree.body, *parsed.body], [])
        line += cell.count("\n") + CELL_BREAK.count("\n")
    return tree


def _called_name(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


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
