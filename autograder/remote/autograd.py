"""Replies of a backend, and the one autograd function that joins a remote result to this process's graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias, TypeVar

import torch
from torch.autograd.function import once_differentiable

from autograder.remote import complexes, wire
from autograder.remote.errors import MissingName, SubmissionCrashed, SubmissionError
from autograder.remote.values import Decoder, Encoder

T = TypeVar("T", bound=wire.Reply)


class Backend(Protocol):
    """Something that answers packets: a process behind the wall, or an executor in this one."""

    def answer(self, packet: wire.Packet) -> wire.Packet: ...


@dataclass
class Record:
    """One call as it crossed: `request` and `reply`, and the vector-Jacobian products asked for afterwards.

    `drew` says whether it took random numbers, where what answers is trusted to say so.
    """

    request: wire.Packet
    reply: wire.Packet
    products: list[tuple[wire.Packet, wire.Packet]] = field(default_factory=list)
    drew: bool = False


@dataclass
class RemoteCall:
    backend: Backend
    call: int
    outputs: list[torch.Tensor]
    record: Record

    def product(self, cotangents: tuple[torch.Tensor | None, ...], inputs: list[_Kind]) -> list[Any]:
        """The gradients for `inputs`, from the host. Raises SubmissionError when its backward raised."""
        encoder = Encoder(known={})
        encoded = [None if c is None else encoder.tensor(c) for c in cotangents]
        request = wire.Packet(wire.Vjp(self.call, encoded), bytes(encoder.body))
        reply = self.backend.answer(request)
        self.record.products.append((request, reply))
        grads = expect(reply, wire.Gradients).grads
        if len(grads) != len(inputs):
            raise SubmissionCrashed("InvalidReply", f"{len(grads)} gradients for {len(inputs)} inputs")
        decoder = ReplyDecoder(reply.body, known=[])
        with believing_nothing():
            decoded = [None if grad is None else decoder.tensor(grad) for grad in grads]
        for grad, kind in zip(decoded, inputs, strict=True):
            if grad is not None and _kind(grad) != kind:
                raise SubmissionError("RuntimeError", f"a gradient of shape {tuple(grad.shape)}, {grad.dtype}")
        return decoded


_Kind: TypeAlias = tuple[torch.Size, torch.dtype, torch.device]


def _kind(tensor: torch.Tensor) -> _Kind:
    return tensor.shape, tensor.dtype, tensor.device


class Join(torch.autograd.Function):
    """Joins a remote call to this process's graph. The second argument, a leaf, makes the results require gradients
    even where only the submission's own parameters do."""

    @staticmethod
    def forward(ctx: Any, call: RemoteCall, leaf: torch.Tensor, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        ctx.call, ctx.inputs = call, [_kind(tensor) for tensor in inputs]
        ctx.set_materialize_grads(False)
        outputs, call.outputs = call.outputs, []  # whose graph holds the call: a ring that nothing would free
        return tuple(outputs)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *cotangents: torch.Tensor | None) -> tuple[Any, ...]:
        return (None, None, *ctx.call.product(cotangents, ctx.inputs))


class _Passed(torch.autograd.Function):
    """An argument with other contents: its gradient is the result's."""

    @staticmethod
    def forward(ctx: Any, argument: torch.Tensor, contents: torch.Tensor) -> torch.Tensor:
        return contents.view_as(contents)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, cotangent: torch.Tensor) -> tuple[torch.Tensor, None]:
        return cotangent, None


def passed_through(argument: torch.Tensor, contents: torch.Tensor) -> torch.Tensor:
    """`contents` in the place of `argument`, as after `argument.data = contents`; outside the graph if they do not fit."""
    if _kind(argument) != _kind(contents):
        return contents
    passed: torch.Tensor = _Passed.apply(argument, contents)  # type: ignore[no-untyped-call]
    return passed


class ReplyDecoder(Decoder):
    """Decodes what a submission sent, and notes that it holds complex numbers."""

    def tensor(self, value: wire.TensorV) -> torch.Tensor:
        if value.dtype.startswith("complex"):
            complexes.came()
        return super().tensor(value)


class JoinedDecoder(ReplyDecoder):
    """Decodes a result, with the joined tensors in the place of its differentiable ones."""

    def __init__(self, body: bytes, known: list[object], handle: Any, mirror: Any, outputs: dict[int, Any]) -> None:
        super().__init__(body, known=known, handle=handle, mirror=mirror)
        self._joined = outputs

    def _tensor_value(self, value: wire.TensorV) -> torch.Tensor:
        if value.output is not None:
            joined: torch.Tensor = self._joined[value.output]
            return joined
        return super()._tensor_value(value)


# What values, shapes, devices and numbers that do not fit raise here and in torch (AssertionError: a device it lacks).
_OF_A_REPLY = (
    wire.WireError,
    ArithmeticError,
    AssertionError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)


class believing_nothing:  # a block, with less around it than contextlib would put there
    """What goes wrong while a reply is put together is the submission's doing."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, _OF_A_REPLY):
            raise SubmissionCrashed("InvalidReply", str(error)[:300]) from None


def outputs_in(value: wire.Value) -> Iterator[tuple[int, wire.TensorV]]:
    """The differentiable results among the parts of `value`, each with its number."""
    match value:
        case wire.TensorV(output=int(output), handle=None):
            yield output, value
    for part in wire.parts_of(value):
        yield from outputs_in(part)


def expect(reply: wire.Packet, kind: type[T]) -> T:
    message = reply.message
    if isinstance(message, kind):
        return message
    if isinstance(message, wire.Raised):
        lines = tuple(message.lines)
        raise (MissingName if message.missing else SubmissionError)(message.kind, message.message, lines)
    raise SubmissionCrashed("InvalidReply", f"{type(message).__name__} where {kind.__name__} was expected")
