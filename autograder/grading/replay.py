"""Recorded calls, replayed on other code: does it behave exactly like the submission did?

"Exactly" is up to rounding: types, shapes, dtypes, devices, which results have a graph, which arguments changed, and
the type of an exception must be the same; numbers may differ by what the order of operations explains, more where the
answer makes much of how its arguments are rounded, and NaN and infinity must stand in the same places. What a random
function has drawn is compared as `draws` does: the same mistake may draw in another order.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import msgspec
import torch

from autograder.grading.rounding import rounded_otherwise
from autograder.remote import wire
from autograder.remote.draws import compared, ratio_to, summary
from autograder.remote.dtypes import DTYPES
from autograder.remote.likeness import Likeness
from autograder.remote.sketch import numbered
from autograder.remote.student import Backend, Record, SubmissionError
from autograder.remote.values import Decoder

# Relative to the largest finite number of the tensor: what rounding explains over a few dozen operations.
_TOLERANCE = {
    torch.float64: 1e-9,
    torch.complex128: 1e-9,
    torch.float32: 1e-5,
    torch.complex64: 1e-5,
    torch.float16: 1e-2,
    torch.bfloat16: 5e-2,
}
_COARSE = 1e-2
# As far as an answer may move where its arguments are rounded otherwise, 0 for no more than the order of operations
# explains; and how many times that far two answers may be apart.
_MOVES, _APART = (0.0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, _COARSE), 10
_NOTHING = 0.1  # times that tolerance: smaller numbers may be what is left of numbers about one that cancel
_NUMBER = 1e-6  # a Python float may come from a float32 tensor
_DEPTH = 40
_NUMBERS = re.compile(r"\d+")
# mul or where: the device is what is wrong; and how often an intermediate result was changed in place, or by which
# operator
_OPERATION = re.compile(
    r"operation \w+: its argument '\w+' |, which is output \d of \w+|is at version \d+; expected version \d+"
)


class Replay:
    """Replays the records of one conversation on `backend`, in their order.

    With `any_error` one exception is as good as another: the test asked for no more than that. With `coarse` the
    numbers may differ by as much as a test lets pass. What was drawn must be the same numbers unless the backend says
    that it drew some (`drew`). `steady` says that a call of the backend depends on nothing but its arguments, so that
    it may be made again.
    """

    def __init__(
        self, backend: Backend, *, any_error: bool = False, coarse: bool = False, steady: bool = False
    ) -> None:
        self._backend, self._any_error, self._coarse, self._steady = backend, any_error, coarse, steady
        self._handles: dict[int, int] = {}  # the submission's objects -> the backend's
        self._drawn: dict[object, tuple[bytes, bytes]] = {}  # what both drew last, by shape and dtype

    def agrees(self, record: Record) -> bool:
        """Whether the backend answers the call, and the gradients asked for, as the submission did."""
        return self.likeness(record) is Likeness.SAME

    def likeness(self, record: Record) -> Likeness:
        """How the backend's answer to the call, and its gradients, compare with the submission's."""
        try:
            request = self._translated(record.request)
            reply = self._backend.answer(request)
            drew = bool(getattr(self._backend, "drew", False))
            likeness = self._compared(record, reply, drew)
            again = self._steady and not drew and not self._handles and likeness >= Likeness.VALUES
            if again and self._compared(record, reply, drew, _COARSE) < likeness:
                likeness = self._compared(record, reply, drew, self._room(request, reply))
            return likeness
        except (wire.WireError, SubmissionError, LookupError, ValueError, TypeError, RuntimeError):
            return Likeness.DIFFERENT  # what cannot be replayed behaves differently

    def _room(self, request: wire.Packet, reply: wire.Packet) -> float:
        """How much two answers may differ because the arguments of one were rounded otherwise, relative to the largest
        number."""
        other = self._backend.answer(rounded_otherwise(request))
        for move in _MOVES:
            if self._of_replies(request, reply, other, False, move) < Likeness.VALUES:
                return min(_APART * move, _COARSE)
        return 0.0

    def _compared(self, record: Record, reply: wire.Packet, drew: bool, room: float = 0.0) -> Likeness:
        likeness = self._of_replies(record.request, record.reply, reply, drew, room)
        if likeness < Likeness.VALUES:
            for product in record.products:
                likeness = max(likeness, self._of_products(reply, *product, drew, room))
        return likeness

    def _of_products(
        self, reply: wire.Packet, request: wire.Packet, expected: wire.Packet, drew: bool, room: float
    ) -> Likeness:
        vjp = request.message
        assert isinstance(vjp, wire.Vjp)
        assert isinstance(reply.message, wire.Returned)
        actual = self._backend.answer(wire.Packet(wire.Vjp(reply.message.call, vjp.cotangents), request.body))
        a, b = expected.message, actual.message
        if isinstance(a, wire.Raised) and isinstance(b, wire.Raised):
            return Likeness.SAME if _alike_errors(a, b) else Likeness.VALUES
        if not (isinstance(a, wire.Gradients) and isinstance(b, wire.Gradients)):
            return Likeness.VALUES
        given = [_plain(value, request.body) for value in vjp.cotangents if value is not None] if drew else []
        drawn = self._drawn if drew else None
        sides = _Side(expected.body, {}), _Side(actual.body, {})
        comparison = _Comparison(*sides, self._handles, given=given, drawn=drawn, room=self._at_least(room))
        alike = len(a.grads) == len(b.grads) and all(map(comparison.values, a.grads, b.grads))
        return comparison.likeness if alike else Likeness.VALUES

    def _of_replies(
        self, request: wire.Packet, expected: wire.Packet, actual: wire.Packet, drew: bool, room: float
    ) -> Likeness:
        a, b = expected.message, actual.message
        if not isinstance(a, wire.Returned | wire.Raised) or not isinstance(b, wire.Returned | wire.Raised):
            return Likeness.DIFFERENT
        inputs = dict(enumerate(numbered(request)))
        left, right = (
            _Side(body, {key: (value, request.body) for key, value in inputs.items()})
            for body in (expected.body, actual.body)
        )
        left.update(a.changed)
        right.update(b.changed)
        given = (
            [_plain(value, request.body) for value in inputs.values() if isinstance(value, wire.TensorV)]
            if drew
            else []
        )
        drawn = self._drawn if drew else None
        comparison = _Comparison(left, right, self._handles, inputs, given, drawn, self._at_least(room))
        if isinstance(a, wire.Returned) and isinstance(b, wire.Returned):
            if not comparison.values(a.result, b.result):
                return Likeness.DIFFERENT
            if a.outputs != b.outputs or not _alike_left(a, b):
                comparison.differs(Likeness.VALUES)
            if not comparison.contents(a.changed, b.changed):
                # Of what returns nothing, such as an optimiser, this is the result.
                return Likeness.DIFFERENT if a.result is None else Likeness.VALUES
        elif isinstance(a, wire.Raised) and isinstance(b, wire.Raised):
            if not comparison.contents(a.changed, b.changed):
                return Likeness.DIFFERENT
            return comparison.likeness if self._any_error or _alike_errors(a, b) else Likeness.RAISED
        else:
            return Likeness.REFUSED if isinstance(a, wire.Raised) else Likeness.TAKEN
        return comparison.likeness

    def _at_least(self, room: float) -> float:
        return max(room, _COARSE) if self._coarse else room

    def _translated(self, packet: wire.Packet) -> wire.Packet:
        """The request with the backend's names for its objects. KeyError for an object that it does not have.

        Nobody counts operators again: they are not compared, and counting them takes as long as the call.
        """
        message = packet.message
        if isinstance(message, wire.Get):
            target = None if message.target is None else self._handles[message.target]
            return wire.Packet(msgspec.structs.replace(message, target=target), packet.body)
        assert isinstance(message, wire.Call)
        if not self._handles:
            return wire.Packet(msgspec.structs.replace(message, trace=False), packet.body)
        call = msgspec.structs.replace(
            message,
            trace=False,
            target=self._handles[message.target] if isinstance(message.target, int) else message.target,
            args=[self._value(value) for value in message.args],
            kwargs=self._named(message.kwargs),
            sync=[
                wire.Change(change.value, handle=None if change.handle is None else self._handles[change.handle])
                for change in message.sync
            ],
            wrt=[self._handles[handle] for handle in message.wrt],
        )
        return wire.Packet(call, packet.body)

    def _named(self, values: list[tuple[str, wire.Value]]) -> list[tuple[str, wire.Value]]:
        return [(name, self._value(value)) for name, value in values]

    def _value(self, value: wire.Value) -> wire.Value:
        match value:
            case wire.HandleV(id, kind):
                return wire.HandleV(self._handles[id], kind)
            case wire.MakeV(name, args, kwargs):
                return wire.MakeV(name, [self._value(part) for part in args], self._named(kwargs))
            case wire.TensorV() if value.handle is not None:
                return msgspec.structs.replace(value, handle=self._handles[value.handle])
            case wire.ListV(items):
                return wire.ListV([self._value(item) for item in items])
            case wire.TupleV(items):
                return wire.TupleV([self._value(item) for item in items])
            case wire.DictV(items):
                return wire.DictV([(key, self._value(item)) for key, item in items])
        return value


@dataclass
class _Side:
    """One reply: its bytes, and the contents of the request's objects after the call."""

    body: bytes
    objects: dict[int, tuple[wire.Value, bytes]]

    def update(self, changes: list[wire.Change]) -> None:
        for change in changes:
            if change.index is not None:
                self.objects[change.index] = (change.value, self.body)


@dataclass
class _Comparison:
    left: _Side
    right: _Side
    handles: dict[int, int]
    before: dict[int, wire.Value] = field(default_factory=dict)  # the request's objects before the call
    given: list[torch.Tensor] = field(default_factory=list)  # what drawn numbers may be multiples of
    drawn: dict[object, tuple[bytes, bytes]] | None = None  # what was drawn last; None where nothing is
    room: float = 0.0  # by which numbers may differ at least, relative to the largest
    likeness: Likeness = Likeness.SAME

    def differs(self, likeness: Likeness) -> None:
        """Notes a difference that leaves the values as they are."""
        self.likeness = max(self.likeness, likeness)

    def values(self, a: wire.Value, b: wire.Value) -> bool:
        return self._alike(a, self.left.body, b, self.right.body, 0)

    def contents(self, a: list[wire.Change], b: list[wire.Change]) -> bool:
        """Whether the arguments, and the submission's own tensors, look alike after the call."""
        touched = {change.index for change in [*a, *b] if change.index is not None}
        for index in touched:
            (x, x_body), (y, y_body) = self.left.objects[index], self.right.objects[index]
            if isinstance(x, wire.DictV) and isinstance(y, wire.DictV):
                x, y = self._without_additions(x, y, self.before.get(index))
            if not self._alike(x, x_body, y, y_body, 0):
                return False
        own_a = {self.handles.get(c.handle): c.value for c in a if c.handle is not None}
        own_b = {c.handle: c.value for c in b if c.handle is not None}
        return own_a.keys() == own_b.keys() and all(self.values(own_a[key], own_b[key]) for key in own_b)

    @staticmethod
    def _without_additions(x: wire.DictV, y: wire.DictV, given: wire.Value | None) -> tuple[wire.DictV, wire.DictV]:
        """Two dictionaries without what just one side has added to the given one, as `setdefault` does: that is
        bookkeeping."""
        before = [key for key, _ in given.items] if isinstance(given, wire.DictV) else []

        def common(one: wire.DictV, other: wire.DictV) -> wire.DictV:
            kept = [*before, *(key for key, _ in other.items)]
            return wire.DictV([(key, value) for key, value in one.items if key in kept])

        return common(x, y), common(y, x)

    def _alike(self, a: wire.Value, a_body: bytes, b: wire.Value, b_body: bytes, depth: int) -> bool:
        if depth > _DEPTH:
            return False
        if isinstance(a, wire.SameV):
            a, a_body = self.left.objects[a.index]
        if isinstance(b, wire.SameV):
            b, b_body = self.right.objects[b.index]
        match a, b:
            case wire.TensorV(), wire.TensorV():
                return self._alike_tensors(a, a_body, b, b_body)
            case (wire.ListV(items), wire.ListV(others)) | (wire.TupleV(items), wire.TupleV(others)):
                return len(items) == len(others) and all(
                    self._alike(x, a_body, y, b_body, depth + 1) for x, y in zip(items, others, strict=True)
                )
            case wire.DictV(pairs), wire.DictV(other_pairs):
                return len(pairs) == len(other_pairs) and all(
                    key == other and self._alike(x, a_body, y, b_body, depth + 1)
                    for (key, x), (other, y) in zip(pairs, other_pairs, strict=True)
                )
            case wire.HandleV(), wire.HandleV():
                return a.kind == b.kind and self.handles.setdefault(a.id, b.id) == b.id
            case float(), float():
                x, y = (torch.tensor(number, dtype=torch.float64) for number in (a, b))
                return _close(x, y, max(_NUMBER, self.room))
        return type(a) is type(b) and a == b

    def _alike_tensors(self, a: wire.TensorV, a_body: bytes, b: wire.TensorV, b_body: bytes) -> bool:
        if (a.dtype, a.shape, a.device) != (b.dtype, b.shape, b.device):
            return False
        if a.requires_grad != b.requires_grad:
            self.differs(Likeness.VALUES)
        if (a.handle is None) != (b.handle is None) or (a.grad is None) != (b.grad is None):
            return False
        if a.handle is not None and b.handle is not None and self.handles.setdefault(a.handle, b.handle) != b.handle:
            return False
        if a.grad is not None and b.grad is not None and not self._alike_tensors(a.grad, a_body, b.grad, b_body):
            return False
        if _same_bytes(a, a_body, b, b_body):
            return True
        x, y = _plain(a, a_body), _plain(b, b_body)
        room = max(_TOLERANCE.get(x.dtype, 0.0), self.room)
        return _close(x, y, room) or (self.drawn is not None and self._alike_draws(x, y))

    def _alike_draws(self, x: torch.Tensor, y: torch.Tensor) -> bool:
        """Whether two tensors of random numbers may come from one function; notes where they are too few to tell."""
        assert self.drawn is not None
        if x.is_complex() or x.is_quantized:
            return False
        given = ratio_to(x, self.given)
        likeness = compared(summary(x, given), summary(y, given))
        self.differs(likeness)
        key, both = (x.shape, x.dtype), (_bytes(x), _bytes(y))
        before = self.drawn.get(key)
        self.drawn[key] = both
        # Masks that are kept, or a seed that is set, repeat what they have drawn.
        again = before is not None and likeness is Likeness.SAME and (before[0] == both[0]) != (before[1] == both[1])
        return likeness is not Likeness.DIFFERENT and not again


def _bytes(value: torch.Tensor) -> bytes:
    return value.detach().double().numpy().tobytes()


def _same_bytes(a: wire.TensorV, a_body: bytes, b: wire.TensorV, b_body: bytes) -> bool:
    """Whether two contiguous tensors of one shape and dtype have the same bytes: nearly all of the answer that fits do."""
    if a.strides or b.strides or min(a.start, b.start) < 0 or a.dtype not in DTYPES:
        return False
    size = math.prod(a.shape) * DTYPES[a.dtype].itemsize
    x, y = a_body[a.start : a.start + size], b_body[b.start : b.start + size]
    return len(x) == size and x == y


def _plain(value: wire.TensorV, body: bytes) -> torch.Tensor:
    return Decoder(body).tensor(msgspec.structs.replace(value, device="cpu", handle=None))


def _close(a: torch.Tensor, b: torch.Tensor, tolerance: float) -> bool:
    if torch.equal(a, b):
        return True
    if not (a.is_floating_point() or a.is_complex()):
        return False
    finite = torch.isfinite(a)
    if not torch.equal(finite, torch.isfinite(b)):
        return False
    if not a.is_complex() and not torch.equal(a[~finite].nan_to_num(0.5), b[~finite].nan_to_num(0.5)):
        return False
    if not bool(finite.any()):
        return True
    a, b = a[finite].to(torch.complex128), b[finite].to(torch.complex128)
    largest = max(float(a.abs().max()), float(b.abs().max()))
    return float((a - b).abs().max()) <= tolerance * max(largest, _NOTHING)


def _alike_left(a: wire.Returned, b: wire.Returned) -> bool:
    """Whether both left the same behind; what was there before is the affair of the process."""
    return [(left.name, left.after) for left in a.left] == [(left.name, left.after) for left in b.left]


def _alike_errors(a: wire.Raised, b: wire.Raised) -> bool:
    """The same type and message. Where both refuse on purpose, in their own words and with their own type, that is
    alike.

    Shapes in a message tell one failing product from another, but their order is that of the operands.
    """
    unfilled = [error.kind == "NotImplementedError" for error in (a, b)]
    if _on_purpose(a) and _on_purpose(b):
        return unfilled[0] == unfilled[1]
    if all("NoneType" in error.message for error in (a, b)):
        return a.missing == b.missing  # None came where it was not expected, whatever was asked of it first
    return (a.kind, a.missing, _words_and_numbers(a.message)) == (b.kind, b.missing, _words_and_numbers(b.message))


def _words_and_numbers(message: str) -> tuple[str, list[str]]:
    message = _OPERATION.sub("", message)
    return _NUMBERS.sub("", message), sorted(_NUMBERS.findall(message))


def _on_purpose(error: wire.Raised) -> bool:
    line = error.lines[-1].partition(": ")[2] if error.lines else ""
    return line.startswith(("raise", "assert"))
