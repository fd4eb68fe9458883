"""What a call changed in its arguments, and in the tensors of the namespace that the judge has mirrors of."""

from __future__ import annotations

import msgspec
import torch

from autograder.remote import wire
from autograder.remote.dtypes import DTYPES
from autograder.remote.values import Decoder, Encoder, snapshot, tensor_bytes


class Watch:
    """Finds which arguments a call changed, by their contents: version counters miss writes through `.data`."""

    def __init__(self, decoder: Decoder, own: list[torch.Tensor]) -> None:
        self._objects = decoder.objects
        self._own = own
        self.numbers = {id(value): index for index, value in enumerate(decoder.objects)}
        self._before = [
            _snapshot(value, self.numbers) if encoded is None or encoded.strides else _decoded(encoded, decoder)
            for value, encoded in zip(decoder.objects, decoder.encoded, strict=True)
        ]
        self._required = [_requires(value) for value in decoder.objects]
        self._own_before = [snapshot(tensor) for tensor in own]

    def changes(self, encoder: Encoder, handles: list[int]) -> list[wire.Change]:
        found = []
        for index, (value, before, required) in enumerate(
            zip(self._objects, self._before, self._required, strict=True)
        ):
            # Turned off, it changed; turned on, an argument is still what it was.
            if _snapshot(value, self.numbers) != before or (required and not _requires(value)):
                found.append(wire.Change(_contents(value, encoder), index=index))
        for handle, tensor, earlier in zip(handles, self._own, self._own_before, strict=True):
            if snapshot(tensor) != earlier:
                found.append(wire.Change(_contents(tensor, encoder), handle=handle))
        return found


def _requires(value: object) -> bool:
    return isinstance(value, torch.Tensor) and value.requires_grad


def _snapshot(value: object, numbers: dict[int, int]) -> object:
    """Something that compares unequal when the contents of a tensor or container have changed."""
    if isinstance(value, torch.Tensor):
        grad = value.grad if value.is_leaf else None
        return (tuple(value.shape), value.dtype, tensor_bytes(value), None if grad is None else tensor_bytes(grad))
    encoder = Encoder(known={key: number for key, number in numbers.items() if key != id(value)}, handle=_by_identity)
    return (encoder.value(value), bytes(encoder.body))


def _decoded(value: wire.TensorV, decoder: Decoder) -> object:
    """The snapshot of the tensor that `value` has just been decoded to: its bytes are at hand."""
    grad = None if value.grad is None else decoder.bytes_of(value.grad)
    return (value.shape, DTYPES[value.dtype], decoder.bytes_of(value), grad)


def _contents(value: object, encoder: Encoder) -> wire.Value:
    if isinstance(value, torch.Tensor):
        changed = encoder.tensor(value)
        grad = value.grad if value.is_leaf else None
        return changed if grad is None else msgspec.structs.replace(changed, grad=encoder.tensor(grad))
    number = encoder.known.pop(id(value))
    contents = encoder.value(value)
    encoder.known[id(value)] = number
    return contents


def _by_identity(value: object) -> wire.HandleV:
    return wire.HandleV(id(value), type(value).__name__)
