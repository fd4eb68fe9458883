"""What a call did, in a few numbers: enough to see that two functions behave alike, and nothing that could be run.

A tensor is its dtype, its shape, how often it holds NaN and infinities, and two weighted means of its numbers. Two sketches
of one behaviour differ by what rounding explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec
import torch

from autograder.remote import wire
from autograder.remote.autograd import Record
from autograder.remote.values import Decoder

Sketch: TypeAlias = Any
"""Nested lists of strings, numbers and None: it can be written as JSON."""

_TOLERANCE = 5e-5  # of the largest number in a tensor: what rounding in float32 explains over some dozens of operations
_NOTHING = 0.02  # times that tolerance: smaller numbers may be what is left of numbers about one that cancel
_COARSE = {"float16": 2e-2, "bfloat16": 1e-1}
_DEPTH = 20
_NUMBERS = re.compile(r"\d+")
_WORDS = 120  # characters of an exception's message


def sketch(record: Record) -> Sketch:
    """The reply to one call, what the call changed in its arguments, and the gradients that were asked for."""
    request, reply = record.request, record.reply
    products = [_of_product(answer) for _, answer in record.products]
    match reply.message:
        case wire.Raised() as raised:
            return ["raised", raised.kind, *_words(raised.message), products]
        case wire.Returned() as returned:
            contents = {index: (value, request.body) for index, value in enumerate(numbered(request))}
            changed = {
                change.index: (change.value, reply.body) for change in returned.changed if change.index is not None
            }
            contents |= changed
            after = [[index, _value(*changed[index], contents)] for index in sorted(changed)]
            return ["returned", returned.outputs, _value(returned.result, reply.body, contents), after, products]
    return ["other", type(reply.message).__name__]


def alike(one: Sketch, other: Sketch) -> bool:
    """Whether two sketches are of one behaviour."""
    if isinstance(one, list) and isinstance(other, list):
        if one[:1] == other[:1] == ["tensor"]:
            return _alike_tensors(one, other)
        if one[:1] == other[:1] == ["number"]:
            return _near(one[1], other[1], max(_size(one[1]), _size(other[1])) * _TOLERANCE)
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and bool(one == other)


def numbered(request: wire.Packet) -> Iterator[wire.Value]:
    """The tensors and containers of a request in the order of their numbers."""
    message = request.message
    if isinstance(message, wire.Call):
        for value in [*message.args, *(value for _, value in message.kwargs)]:
            yield from _objects(value)


def _objects(value: wire.Value) -> Iterator[wire.Value]:
    if isinstance(value, wire.TensorV | wire.ListV | wire.DictV):
        yield value
    if isinstance(value, wire.ListV | wire.TupleV):
        for item in value.items:
            yield from _objects(item)
    elif isinstance(value, wire.DictV):
        for key, item in value.items:
            yield from _objects(key)
            yield from _objects(item)


def _value(value: wire.Value, body: bytes, contents: dict[int, tuple[wire.Value, bytes]], depth: int = 0) -> Sketch:
    if depth > _DEPTH:
        return ["deep"]
    if isinstance(value, wire.SameV):
        if value.index not in contents:
            return ["unknown"]
        value, body = contents[value.index]
    match value:
        case wire.TensorV():
            return _tensor(value, body)
        case wire.ListV(items):
            return ["list", *(_value(item, body, contents, depth + 1) for item in items)]
        case wire.TupleV(items):
            return ["tuple", *(_value(item, body, contents, depth + 1) for item in items)]
        case wire.DictV(pairs):
            return ["dict", *([_value(part, body, contents, depth + 1) for part in pair] for pair in pairs)]
        case wire.HandleV():
            return ["object", value.kind]
        case float():
            return ["number", _number(value)]
        case None | bool() | int() | str():
            return value
    return ["other", repr(value)[:_WORDS]]


def _of_product(answer: wire.Packet) -> Sketch:
    match answer.message:
        case wire.Gradients(grads):
            return ["gradients", *(None if grad is None else _tensor(grad, answer.body) for grad in grads)]
        case wire.Raised() as raised:
            return ["raised", raised.kind, *_words(raised.message)]
    return ["other", type(answer.message).__name__]


def _tensor(value: wire.TensorV, body: bytes) -> Sketch:
    plain = msgspec.structs.replace(value, device="cpu", handle=None, grad=None)
    numbers = Decoder(body).tensor(plain).detach()
    grad = None if value.grad is None else _tensor(value.grad, body)
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
    ]


def _alike_tensors(one: list[Any], other: list[Any]) -> bool:
    *head, largest, mean, weighted = one
    *other_head, other_largest, other_mean, other_weighted = other
    if len(head) != len(other_head) or not all(map(alike, head, other_head)):
        return False
    room = _COARSE.get(one[1], _TOLERANCE) * max(largest, other_largest, _NOTHING)
    pairs = ((largest, other_largest), (mean, other_mean), (weighted, other_weighted))
    return all(_near(a, b, room) for a, b in pairs)


def _number(value: float) -> float | str:
    """In digits that are the same wherever rounding is alike; NaN and infinities in words, which JSON has no numbers for."""
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
