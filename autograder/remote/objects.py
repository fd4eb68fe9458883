"""The objects of a namespace that its judge may refer to, by number."""

from __future__ import annotations

import torch

from autograder.remote import wire
from autograder.remote.values import is_parameter

_OBJECTS = 10_000


class Objects:
    """Hands out a number for each object, and keeps it alive, so that its id() stays its own."""

    def __init__(self) -> None:
        self._handles: dict[int, object] = {}
        self._ids: dict[int, int] = {}

    def clear(self) -> None:
        self._handles.clear()
        self._ids.clear()

    def all(self) -> list[object]:
        return list(self._handles.values())

    def keep(self, value: object) -> wire.HandleV:
        return wire.HandleV(self._id(value), type(value).__name__[:100])

    def find(self, id: int) -> object:
        if id not in self._handles:
            raise wire.WireError(f"no object {id}")
        return self._handles[id]

    def tensor(self, id: int) -> torch.Tensor:
        tensor = self.find(id)
        if not isinstance(tensor, torch.Tensor):
            raise wire.WireError(f"object {id} is no tensor")
        return tensor

    def own_tensor(self, value: wire.TensorV, contents: torch.Tensor) -> torch.Tensor:
        """The tensor of the namespace that stands behind a mirror."""
        assert value.handle is not None
        return self.tensor(value.handle)

    def remember(self, tensor: torch.Tensor) -> int | None:
        return self._id(tensor) if tensor.is_leaf else None

    def handle_of(self, tensor: torch.Tensor) -> int | None:
        return self._id(tensor) if is_parameter(tensor) else self._ids.get(id(tensor))

    def _id(self, value: object) -> int:
        if id(value) not in self._ids:
            if len(self._handles) >= _OBJECTS:
                raise MemoryError(f"more than {_OBJECTS} objects handed out")
            self._ids[id(value)] = len(self._handles)
            self._handles[self._ids[id(value)]] = value
        return self._ids[id(value)]
