"""What a call did, in a few numbers: enough to see that two functions behave alike, and nothing that could be run.

A tensor is its dtype, its shape, how often it holds NaN and infinities, and two weighted means of its numbers. Two
sketches of one behaviour differ by what rounding explains. Of random numbers there is a summary as well, see `draws`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from typing import Any, TypeAlias

import msgspec
import torch

from autograder.remote import wire
from autograder.remote.autograd import Record
from autograder.remote.draws import FEW, Summary, compared, ratio_to, summary
from autograder.remote.likeness import Likeness
from autograder.remote.values import Decoder

Sketch: TypeAlias = Any
"""Nested lists of strings, numbers and None: it can be written as JSON."""

_TOLERANCE = 5e-5  # of the largest number in a tensor: what rounding in float32 explains over some dozens of operations
_NOTHING = 0.02  # times that tolerance: smaller numbers may be what is left of numbers about one that cancel
_COARSE = {"float16": 2e-2, "bfloat16": 1e-1}
_DEPTH = 20
_NUMBERS = re.compile(r"\d+")
_WORDS = 120  # characters of an exception's message


@dataclass
class Drawn:
    """What the calls of one test have drawn, and, of the call at hand, the tensors that its numbers may be multiples
    of."""

    last: dict[tuple[Any, ...], bytes] = field(default_factory=dict)
    given: list[torch.Tensor] = field(default_factory=list)

    def summary(self, numbers: torch.Tensor) -> list[Any]:
        """The last part of a tensor's sketch: whether it repeats what was drawn before, and its summary."""
        if numbers.is_complex():
            return ["draws"]
        found = summary(numbers, ratio_to(numbers, self.given))
        key, contents = (tuple(numbers.shape), numbers.dtype), numbers.double().numpy().tobytes()
        again = self.last.get(key) == contents and numbers.numel() >= FEW
        self.last[key] = contents
        count, digits, shares, levels, shared = astuple(found)
        pairs = [[_number(value), _number(share)] for value, share in shares]
        return ["draws", again, count, digits, pairs, list(map(_number, levels)), list(shared)]


def sketch(record: Record, drawn: Drawn | None = None) -> Sketch:
    """The reply to one call, what the call changed in its arguments, and the gradients that were asked for.

    `drawn` is what the calls before it have drawn, if anybody wants to know.
    """
    request, reply = record.request, record.reply
    drawn = drawn if record.drew else None
    if drawn is not None:
        drawn.given = [_plain(value, request.body) for value in numbered(request) if isinstance(value, wire.TensorV)]
    match reply.message:
        case wire.Raised() as raised:
            return ["raised", raised.kind, *_words(raised.message), []]
        case wire.Returned() as returned:
            contents = {index: (value, request.body) for index, value in enumerate(numbered(request))}
            changed = {
                change.index: (change.value, reply.body) for change in returned.changed if change.index is not None
            }
            contents |= changed
            result = _value(returned.result, reply.body, contents, drawn)
            after = [[index, _value(*changed[index], contents, drawn)] for index in sorted(changed)]
            products = [_of_product(*product, drawn) for product in record.products]
            return ["returned", returned.outputs, result, after, products]
    return ["other", type(reply.message).__name__]


def alike(one: Sketch, other: Sketch) -> bool:
    """Whether two sketches, or lists of them, are of one behaviour."""
    return _compared(one, other) is Likeness.SAME


def likeness(one: Sketch, other: Sketch) -> Likeness:
    """How much alike two calls are: `one` of a known mistake, `other` of an answer."""
    if one[0] != other[0]:
        kinds = {("returned", "raised"): Likeness.REFUSED, ("raised", "returned"): Likeness.TAKEN}
        return kinds.get((one[0], other[0]), Likeness.DIFFERENT)
    if one[0] == "raised":
        none = all("NoneType" in str(words) for _, _, words, *_ in (one, other))
        return Likeness.SAME if none or _compared(one, other) is Likeness.SAME else Likeness.RAISED
    if one[0] != "returned":
        return _compared(one, other)
    (_, outputs, result, after, products), (_, other_outputs, other_result, other_after, other_products) = one, other
    values = _compared(result, other_result)
    if values is Likeness.DIFFERENT:
        return values
    changes = _compared(after, other_after)
    if changes is Likeness.DIFFERENT and result is None:
        return changes  # of what returns nothing, such as an optimiser, this is the result
    rest = max(changes, _compared(products, other_products))
    if outputs != other_outputs or rest is Likeness.DIFFERENT:
        return Likeness.VALUES
    return max(values, rest)


def _compared(one: Any, other: Any) -> Likeness:
    """SAME, UNTOLD or DIFFERENT."""
    if isinstance(one, list) and isinstance(other, list):
        if one[:1] == other[:1] == ["tensor"]:
            return _compared_tensors(one, other)
        if one[:1] == other[:1] == ["number"]:
            near = _near(one[1], other[1], max(_size(one[1]), _size(other[1])) * _TOLERANCE)
            return Likeness.SAME if near else Likeness.DIFFERENT
        if len(one) != len(other):
            return Likeness.DIFFERENT
        return max(map(_compared, one, other), default=Likeness.SAME)
    return Likeness.SAME if type(one) is type(other) and bool(one == other) else Likeness.DIFFERENT


def numbered(request: wire.Packet) -> Iterator[wire.Value]:
    """The tensors and containers of a request in the order of their numbers."""
    message = request.message
    if isinstance(message, wire.Call):
        for value in [*message.args, *(value for _, value in message.kwargs)]:
            yield from _objects(value)


def _objects(value: wire.Value) -> Iterator[wire.Value]:
    if isinstance(value, wire.TensorV | wire.ListV | wire.DictV):
        yield value
    for part in wire.parts_of(value):
        yield from _objects(part)


def _value(
    value: wire.Value,
    body: bytes,
    contents: dict[int, tuple[wire.Value, bytes]],
    drawn: Drawn | None = None,
    depth: int = 0,
) -> Sketch:
    if depth > _DEPTH:
        return ["deep"]
    if isinstance(value, wire.SameV):
        if value.index not in contents:
            return ["unknown"]
        value, body = contents[value.index]
    match value:
        case wire.TensorV():
            return _tensor(value, body, drawn)
        case wire.ListV(items):
            return ["list", *(_value(item, body, contents, drawn, depth + 1) for item in items)]
        case wire.TupleV(items):
            return ["tuple", *(_value(item, body, contents, drawn, depth + 1) for item in items)]
        case wire.DictV(pairs):
            return ["dict", *([_value(part, body, contents, drawn, depth + 1) for part in pair] for pair in pairs)]
        case wire.HandleV():
            return ["object", value.kind]
        case float():
            return ["number", _number(value)]
        case None | bool() | int() | str():
            return value
    return ["other", repr(value)[:_WORDS]]


def _of_product(request: wire.Packet, answer: wire.Packet, drawn: Drawn | None) -> Sketch:
    asked = request.message
    if drawn is not None and isinstance(asked, wire.Vjp):
        drawn.given = [_plain(value, request.body) for value in asked.cotangents if value is not None]
    match answer.message:
        case wire.Gradients(grads):
            return ["gradients", *(None if grad is None else _tensor(grad, answer.body, drawn) for grad in grads)]
        case wire.Raised() as raised:
            return ["raised", raised.kind, *_words(raised.message)]
    return ["other", type(answer.message).__name__]


def _plain(value: wire.TensorV, body: bytes) -> torch.Tensor:
    plain = msgspec.structs.replace(value, device="cpu", handle=None, grad=None)
    return Decoder(body).tensor(plain).detach()


def _tensor(value: wire.TensorV, body: bytes, drawn: Drawn | None = None) -> Sketch:
    numbers = _plain(value, body)
    grad = None if value.grad is None else _tensor(value.grad, body)
    draws = [] if drawn is None else [drawn.summary(numbers)]
    head = ["tensor", value.dtype, value.device, list(value.shape), grad]
    if numbers.is_complex():
        numbers = torch.view_as_real(numbers)
    flat = numbers.reshape(-1).double()
    finite = torch.isfinite(flat)
    strange = [int(flat.isnan().sum()), int((flat == torch.inf).sum()), int((flat == -torch.inf).sum())]
    kept = torch.where(finite, flat, torch.zeros_like(flat))
    weights = torch.cos(1.7 * torch.arange(len(flat), dtype=torch.float64) + 0.3)
    count = max(len(flat), 1)
    largest = float(kept.abs().max()) if len(flat) else 0.0
    return [
        *head,
        strange,
        _number(largest),
        _number(float(kept.sum()) / count),
        _number(float(kept @ weights) / count),
        *draws,
    ]


def _compared_tensors(one: list[Any], other: list[Any]) -> Likeness:
    (one, draws), (other, other_draws) = _parted(one), _parted(other)
    _, *head, strange, largest, mean, weighted = one
    _, *other_head, other_strange, other_largest, other_mean, other_weighted = other
    if _compared(head, other_head) is not Likeness.SAME:
        return Likeness.DIFFERENT
    room = _COARSE.get(one[1], _TOLERANCE) * max(largest, other_largest, _NOTHING)
    pairs = ((largest, other_largest), (mean, other_mean), (weighted, other_weighted))
    if strange == other_strange and all(_near(a, b, room) for a, b in pairs):
        return Likeness.SAME
    return Likeness.DIFFERENT if not draws or not other_draws else _compared_draws(draws, other_draws)


def _parted(tensor: list[Any]) -> tuple[list[Any], list[Any]]:
    """A tensor's sketch without the summary of what was drawn, and that summary, empty if there is none."""
    last = tensor[-1]
    return (tensor[:-1], last) if isinstance(last, list) and last[:1] == ["draws"] else (tensor, [])


def _compared_draws(one: list[Any], other: list[Any]) -> Likeness:
    if len(one) < 2 or len(one) != len(other) or one[1] != other[1]:
        return Likeness.DIFFERENT
    summaries = (
        Summary(
            count,
            digits,
            tuple((float(value), float(share)) for value, share in shares),
            tuple(map(float, levels)),
            (shared[0], shared[1]),
        )
        for count, digits, shares, levels, shared in (one[2:], other[2:])
    )
    return compared(*summaries)


def _number(value: float) -> float | str:
    """In digits that are the same wherever rounding is alike; NaN and infinities in words, which JSON has no numbers
    for."""
    return float(f"{value:.7g}") if value - value == 0 else str(value)


def _size(value: float | str) -> float:
    return 0.0 if isinstance(value, str) else abs(value)


def _near(one: float | str, other: float | str, room: float) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= room


def _words(message: str) -> list[str]:
    """An exception's words without its numbers, and the numbers in order: libraries name operands in either order."""
    return [_NUMBERS.sub("", message)[:_WORDS], " ".join(sorted(_NUMBERS.findall(message)))[:_WORDS]]
