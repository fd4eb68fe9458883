"""The judge's tensors that stand for tensors of the submission's: its parameters and buffers.

A mirror has the contents, the gradient and `requires_grad` of what it stands for. What a call changes there shows here
after it; what is written here, in whatever way, goes there with the next call.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch.utils.weak import TensorWeakRef

from autograder.remote import wire
from autograder.remote.values import Encoder, snapshot


class Mirrors:
    """Mirrors by their handles. One that nobody refers to any more ends, once what was written into it has been sent."""

    def __init__(self) -> None:
        self._tensors: dict[int, TensorWeakRef] = {}
        self._keys: dict[int, int] = {}  # their id()
        self._handles: dict[int, int] = {}  # by id()
        self._sent: dict[int, object] = {}  # what both sides know
        self._unsent: dict[
            int, torch.Tensor
        ] = {}  # handed out since the last call: they may be written into, and dropped

    def __bool__(self) -> bool:
        return bool(self._tensors)

    def find(self, handle: int) -> torch.Tensor | None:
        weak = self._tensors.get(handle)
        return None if weak is None else weak()

    def handle_of(self, tensor: torch.Tensor) -> int | None:
        handle = self._handles.get(id(tensor))
        return handle if handle is not None and self.find(handle) is tensor else None

    def stand_for(self, value: wire.TensorV, contents: torch.Tensor) -> torch.Tensor:
        """The mirror of the tensor that `value` describes; a new one holds the `contents`."""
        assert value.handle is not None
        mirror = self.find(value.handle)
        if mirror is None:
            mirror = torch.nn.Parameter(contents, value.requires_grad) if value.parameter else contents
            mirror.requires_grad_(value.requires_grad)
            if mirror is not contents:
                mirror.grad = contents.grad
            self._tensors[value.handle] = TensorWeakRef(mirror)
            self._keys[value.handle], self._handles[id(mirror)] = id(mirror), value.handle
            self._sent[value.handle] = snapshot(mirror)
        self._unsent[value.handle] = mirror
        return mirror

    def changes(self, encoder: Encoder) -> list[wire.Change]:
        """What was written into mirrors since the last call."""
        written = []
        for handle, mirror in self._living():
            now = snapshot(mirror)
            if now != self._sent[handle]:
                written.append(wire.Change(encoder.tensor(mirror, strided=True), handle=handle))
                self._sent[handle] = now
        self._unsent.clear()
        return written

    def handles(self) -> list[int]:
        return [handle for handle, _ in self._living()]

    def took_over(self, handles: list[int]) -> None:
        """The mirrors hold what the last call left."""
        for handle in handles:
            mirror = self.find(handle)
            if mirror is not None:
                self._sent[handle] = snapshot(mirror)

    def _living(self) -> Iterator[tuple[int, torch.Tensor]]:
        for handle, weak in list(self._tensors.items()):
            mirror = weak()
            if mirror is None:
                key = self._keys.pop(handle)
                if self._handles.get(key) == handle:  # else another tensor has the id() by now
                    del self._handles[key]
                del self._tensors[handle], self._sent[handle]
            else:
                yield handle, mirror
