"""What torch's words mean where shapes do not fit, or a tuple stands for a tensor: what to ask of the line that raised
them."""

from __future__ import annotations

import ast
import contextlib
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from autograder.report.model import TestResult, Verdict

_MATCHED = "Two shapes do not fit. They are matched from their last axis on, and only an axis of length 1 is repeated."
_KEEP = f"{_MATCHED} A sum or a maximum over an axis removes it; with `keepdim=True` it stays, with length 1."
_ASK = (
    f"{_MATCHED} Print both shapes just before that line, and ask: which axis is meant? Is it `*`, element by element, or"
    " `@`, the product of matrices? Does one of them need a new axis of length 1, as `[:, None]` makes it?"
)
_PRODUCT = (
    "Two shapes do not fit in a product of matrices, `A @ B` or `bmm(A, B)`: the last axis of A must be as long as the last"
    " but one of B (or as its only one), and the axes before these two, those of the batch, must fit as well. Print both"
    " shapes just before that line, and ask: do A and B stand in the right order? Is one of them to be transposed, as by `B.transpose(-2, -1)`? The"
    " input of `nn.Linear(i, o)` has a last axis of length i."
)
_MATRICES = (
    "`torch.mm` multiplies two tensors of two axes, and `torch.bmm` two of three, the batch first. `@` takes both. Print the"
    " shapes just before that line: does one lack an axis, or has it one too many?"
)
_LETTERS = (
    "In `einsum`, a letter stands for one length: axes that share a letter must be equally long. Print the shapes just"
    " before that line, and compare them with the formula, letter by letter."
)
_VALUES = (
    "A pair stands where a tensor belongs: `{name}` over an axis returns the values and their places. Take the first of the"
    " two, `.values`{or_alone}."
)
_ALONE = {"max": ", or use `amax`", "min": ", or use `amin`"}
_TUPLE = (
    "A tuple stands where a tensor belongs. Where does it come from? Some functions return several things: `X.max(dim=1)`"
    " the values and their places, so take `.values`; `nn.GRU` its outputs and its state. An argument may be a tuple, whose"
    " parts are to be taken out. And a comma at the end of a line makes one."
)
_UNPREPARED = (
    "Is the class an `nn.Module`, and is `super().__init__()` the first line of its `__init__`? Before that, it can hold"
    " no layers and no parameters."
)
_PAIRS = (
    "There are n x n numbers where n are due. A column, (n, 1), and a vector, (n,), make that of each other without an"
    " error: each number of one meets each of the other. If so, give both one shape first, by `reshape`, or by"
    " `keepdim=True` in a sum or a maximum."
)
_ORDER = (
    "A result has the lengths that it should have, in another order. Have two axes changed places? `transpose` exchanges two"
    " axes, and `permute` puts all in an order; `reshape` only cuts the same numbers anew. Or does a sum or a maximum go over"
    " another axis than it should?"
)
_STEPS = (
    " `permute(0, 2, 1)` puts the axes in that order: axis 1 of what comes is axis 2 of what was there. `reshape` leaves the numbers in"
    " their order, and only cuts them anew. Write down the shape after each step, with a letter for each axis: are the last letters"
    " those that are due, in that order?"
)
_PLACES = f"The numbers are right, but stand in other places.{_STEPS} If you turn or sort something: which axis, and which way?"
_CUT = f"A result has as many numbers as it should have, in another shape.{_STEPS}"
_LINE = re.compile(r"\((?:\S+, )?line \d+: (.+)\)")
_SHAPES = re.compile(r"has shape \(([\d, ]*)\), but should have shape \(([\d, ]*)\)")
_PAIR = re.compile(r"torch\.return_types\.(max|min|median|nanmedian|mode|sort|topk|kthvalue|cummax|cummin)\b")
_SAID = (
    (
        re.compile(
            r"shapes cannot be multiplied|Expected size for first two dimensions of batch2|size mismatch, got input"
            r"|inconsistent tensor size, expected tensor"
        ),
        _PRODUCT,
    ),
    (re.compile(r"(self|mat1|mat2) must be a matrix|(batch1|batch2|mat2) must be a 3D tensor"), _MATRICES),
    (re.compile(r"einsum\(\): .*does not broadcast with previously seen size"), _LETTERS),
    (
        re.compile(
            r"must be Tensor, not tuple|a tuple of \d+, but should be a tensor|: 'tuple' and 'Tensor'|'Tensor' and 'tuple'"
            r"|'tuple' object has no attribute '(shape|size|dim|ndim|dtype|device|T|sum|mean|reshape|view|transpose|permute)'"
        ),
        _TUPLE,
    ),
    (re.compile(r"no attribute '_(modules|parameters|buffers)'|before Module.__init__\(\) call"), _UNPREPARED),
)
_REDUCTIONS = set("amax amin logsumexp max mean median min nansum norm prod std sum var".split())


def advice(results: Iterable[TestResult], definitions: Iterable[str] = ()) -> str | None:
    """What to do about the first check that did not pass and whose words are known here; None where none are.

    `definitions` are those of the answer, as text: `keepdim` is spoken of where it is missing in a line at fault, or in
    one that made what the line uses.
    """
    words = [result.words for result in results if result.verdict is not Verdict.PASSED]
    definitions = list(definitions)
    rules: tuple[Callable[[str], str | None], ...] = (lambda text: _of_shapes(text, words, definitions), _of_words)
    said = (rule(text) for text in words for rule in rules)
    return next(filter(None, said), None) or _of_results(words)


def _of_shapes(text: str, words: Sequence[str], definitions: Sequence[str]) -> str | None:
    """Of two that are combined element by element."""
    if "The size of tensor a" not in text:
        return None
    lines = [found[1] for found in map(_LINE.search, words) if found]
    return _KEEP if any(_loses_an_axis(line, code) for code in definitions for line in lines) else _ASK


def _of_words(text: str) -> str | None:
    pair = _PAIR.search(text)
    if pair is not None:
        return _VALUES.format(name=pair[1], or_alone=_ALONE.get(pair[1], ""))
    return next((said for pattern, said in _SAID if pattern.search(text)), None)


def _of_results(words: Sequence[str]) -> str | None:
    """Of results whose shapes are wrong, if they all are so in one way; else of right numbers in other places."""
    shapes = [tuple(map(_lengths, found.groups())) for found in map(_SHAPES.search, words) if found]
    if not shapes:
        return _PLACES if _are_moved(words) else None
    if all(_is_pairs(came, due) for came, due in shapes):
        return _PAIRS
    if all(came != due and sorted(came) == sorted(due) for came, due in shapes):
        return _ORDER
    if _are_moved(words):
        return _PLACES
    return _CUT if all(math.prod(came) == math.prod(due) > 1 for came, due in shapes) else None


def _are_moved(words: Sequence[str]) -> bool:
    return any("the numbers are right, but in other places" in text for text in words)


def _lengths(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip())


def _is_pairs(came: tuple[int, ...], due: tuple[int, ...]) -> bool:
    n = math.prod(due)
    return n > 1 and due in ((n,), (n, 1)) and came in ((n, n), (n * n,), (n * n, 1))


def _loses_an_axis(line: str, definition: str) -> bool:
    """Whether a reduction without keepdim stands in the statement with this line, or in one that makes a name in it."""
    with contextlib.suppress(SyntaxError, RecursionError, MemoryError):  # the last two of what is deep
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

    Without the first one, what is left still matches the last axes of what it was made from. Without all, it is a
    number.
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
