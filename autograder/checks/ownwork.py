"""Is it the learner's own work? Read from the code, and seen in the operators that run.

Three looks, each of which can be deceived by somebody who takes care, but hardly all of them by accident: the code of
the answer and of what it reaches (`spelling`); the operators that run in a call, those that torch makes of others
included, and through which parts of torch's Python they are reached; the graph of the result, which also shows what ran
in another thread. The last two are held against a list of what an answer may use (`families`). A look that cannot be
taken is no pass. Who grades keeps the last two (`looks_kept`) and takes them at the calls of the other tests too: an
answer may do its own work in one call and not in another.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch

from autograder.checks.agreement import agree
from autograder.checks.compare import assert_close
from autograder.checks.copies import copied
from autograder.checks.failure import CheckFailed, Unproven, fail
from autograder.checks.families import WHOLES, libraries_outside, nodes_outside, operators_outside
from autograder.checks.reading import CELL_BREAK, TooMuch, Unreadable, cells_of
from autograder.checks.spelling import forbidden_in
from autograder.checks.tensors import tensors_in
from autograder.notebook.syntax import LONGEST
from autograder.remote.student import Student, SubmissionError, Trace, source_of, traced
from autograder.report.message import message

__all__ = ["CELL_BREAK", "Look", "OwnWork", "assert_own_work", "look_at_operators", "looks_kept"]

Look: TypeAlias = Callable[[Trace], None]
"""`look(trace)` raises CheckFailed where something ran that is not to be used."""
_looks: ContextVar[list[Look] | None] = ContextVar("looks", default=None)

# Of numbers of ordinary size: it is only asked whether the counted call does the work. How precisely, other tests ask.
_ROUGH = 1e-2
# What an optimiser does at each step besides moving parameters.
_OF_A_STEP = ("profiler._record_function_",)
_PARTS_OF_A_STEP = ("torch.optim", "torch.autograd.profiler")
_NODE, _TANGENT = re.compile(r"\w+Backward\d*"), "_make_dual"
_LIBRARY = "{name} is to be written without {library}, but operators ran inside it from there"
_ELEMENTARY = "{name} is to be written with elementary operations, but"


@dataclass(frozen=True)
class OwnWork:
    """What an answer may not use: attributes or imported names, and ATen operators.

    `elementary` is whether all other operators that do something whole are refused as well; `libraries` are parts of
    torch's Python from which none may be called, `torch.autograd`.
    """

    names: tuple[str, ...]
    ops: tuple[str, ...] = ()
    elementary: bool = True
    libraries: tuple[str, ...] = ()


@contextlib.contextmanager
def looks_kept() -> Iterator[list[Look]]:
    """The looks of each `assert_own_work` in the block."""
    looks: list[Look] = []
    token = _looks.set(looks)
    try:
        yield looks
    finally:
        _looks.reset(token)


def assert_own_work(
    student: Student,
    name: str,
    call: Callable[..., Any],
    *args: Any,
    reference: Any = None,
    tolerance: float | None = None,
    names: tuple[str, ...] = (),
    ops: tuple[str, ...] = (),
    elementary: bool = True,
    libraries: tuple[str, ...] = (),
) -> None:
    """Fails when the definition of `name` uses one of torch's `names`, or `call(student, *args)` runs one of the `ops`
    or, unless `elementary` is off, an operator that is in none of the families of `checks.families`, or an operator
    from one of the `libraries`, parts of torch's Python. With these, a method of the submission's own may be called as
    one of the `names`.

    `names` are attribute or import names (`softmax`, `Softmax`), `ops` ATen operators (`_softmax`) or `optim.Adam`-like
    steps; `optim.` stands for every optimiser, the name `backward` for every way to torch's derivatives. Code in other
    places, such as a comparison in a scratch cell, may use them. The call whose operators are counted must also agree
    with the `reference`, roughly, and within `tolerance`: else a submission that notices the counting could do, just
    then, something of its own that is wrong, or return what it has kept. So it is the first call with these arguments,
    which should be drawn as those of the test of values are. Where it does not agree this raises Unproven, which is
    held against the answer only if that test passed. Without a reference it must give what it gives while nobody
    counts.
    """
    __tracebackhide__ = True
    look = look_at_operators(name, OwnWork(names, ops, elementary, libraries))
    kept = _looks.get()
    if kept is not None:
        kept.append(look)
    _assert_own_words(student, name, names, methods=bool(libraries))
    unwatched = call(student, *copied(args)) if reference is None and args else None
    wrong: CheckFailed | None = None
    with traced(student) as trace:
        if reference is None:
            watched = call(student, *copied(args))
        else:
            try:
                agree(student, reference, call, *args, of=name, dtype=False, tolerance=max(tolerance or 0.0, _ROUGH))
            except CheckFailed as error:
                wrong = error
    if args and not trace.ops:
        fail(
            "no operator of torch was seen to run inside {name}: it is to be written with tensors, in this thread",
            name=name,
        )
    if unwatched is not None:
        assert_close(watched, unwatched, of=f"{name}, called once more")
    look(trace)
    inputs = copied(args)
    if inputs and not any(tensor.requires_grad for tensor in tensors_in(inputs)):
        # Once more for the graph of the result. What breaks there, or leaves none, fails the tests of gradients.
        with traced(student) as trace, contextlib.suppress(SubmissionError):
            call(student, *_requiring_gradients(inputs))
        look(trace)
    if wrong is not None:
        said = message(
            "whose work {name} is can be seen of right values only, and here {wrong}", name=name, wrong=wrong.message
        )
        raise Unproven(said, wrong.counterexample) from None


def look_at_operators(name: str, own: OwnWork) -> Look:
    """The look at what runs in calls of `name`."""

    def look(trace: Trace) -> None:
        __tracebackhide__ = True
        if "backward" in own.names:
            _assert_no_derivatives(name, trace)
        _assert_own_operators(name, trace, own.ops, own.elementary, own.libraries)

    return look


def _assert_own_words(student: Student, name: str, names: tuple[str, ...], methods: bool) -> None:
    __tracebackhide__ = True
    source = source_of(student)
    if len(source) > LONGEST:
        fail("the notebook has more than {most} characters of code, which is too much to be read", most=LONGEST)
    try:
        found = next(forbidden_in(source, name, names, methods), None)
    except TooMuch:
        fail(
            "the notebook's long cells have too many magics to be read: take the % lines out, or into cells of their own"
        )
    except Unreadable:
        fail("the cell of {name} is no Python that can be read, so nobody can say whose work it is", name=name)
    if found is not None:
        line, text = found
        own = cells_of(source)[0].count("\n") + 1
        where = f"line {line} of its cell" if line <= own else "another cell"
        fail("{name} is to be written without {it}, which {where} uses", name=name, it=text, where=where)


def _assert_no_derivatives(name: str, trace: Trace) -> None:
    """By whatever way torch was asked for them, the nodes of its graph ran backwards, or numbers had tangents."""
    __tracebackhide__ = True
    for op in sorted(trace.ops | trace.made | trace.elsewhere):
        if op == _TANGENT or _NODE.fullmatch(op):
            fail("{name} is to be written without torch's derivatives, but {op} ran inside it", name=name, op=op)


def _assert_own_operators(
    name: str, trace: Trace, ops: tuple[str, ...], elementary: bool, libraries: tuple[str, ...]
) -> None:
    __tracebackhide__ = True
    for part in sorted(trace.exchanged):
        fail("{name} is to be written with torch as it is, but {part} has been exchanged", name=name, part=part)
    # An operator of a backward pass on a GPU runs in a thread of torch's, and is among the `ops` as well.
    for op in sorted(trace.elsewhere - (trace.ops + trace.made)):
        fail(
            "torch's operator {op} ran in another thread while {name} was called: nobody can say for whom; {name} is to be "
            "written without threads",
            name=name,
            op=op,
        )
    plain = {op.rstrip("_") for op in ops}  # an operator in place is the same one
    for op in sorted(trace.made | trace.elsewhere):
        if op.rstrip("_") in plain:
            fail("{name} is to be written without torch's own, but the operator {op} ran inside it", name=name, op=op)
        if elementary and op.rstrip("_") in WHOLES:
            fail(f"{_ELEMENTARY} torch's operator {{op}} ran inside it", name=name, op=op)
    for op in trace.ops:
        if op.rstrip("_") in plain or any(prefix.endswith(".") and op.startswith(prefix) for prefix in ops):
            fail("{name} is to be written without torch's own, but the operator {op} ran inside it", name=name, op=op)
    for library in sorted(trace.libraries):
        if any(library == part or library.startswith(f"{part}.") for part in libraries):
            fail(_LIBRARY, name=name, library=library)
    if not elementary:
        return
    steps = [op for op in trace.ops if op.startswith("optim.")]  # without them in `ops`, an exercise may use optimisers
    for op in operators_outside(op for op in trace.ops if op not in steps):
        if not (steps and op.startswith(_OF_A_STEP)):
            fail(f"{_ELEMENTARY} torch's operator {{op}} ran inside it", name=name, op=op)
    for library in libraries_outside(trace.libraries):
        if not (steps and library.startswith(_PARTS_OF_A_STEP)):
            fail(_LIBRARY, name=name, library=library)
    for node in nodes_outside(trace.nodes):
        fail(f"{_ELEMENTARY} the graph of its result holds {{node}}", name=name, node=node)


def _requiring_gradients(value: Any) -> Any:
    """The value, its floating tensors requiring gradients."""
    if isinstance(value, torch.Tensor):
        return value.requires_grad_() if value.is_floating_point() and value.is_leaf else value
    if isinstance(value, list | tuple):
        return type(value)(_requiring_gradients(item) for item in value)
    return value
