"""How much a result holds, each occurrence counted: a list that names one tensor a thousand times holds a thousand.

On the wire the repetitions cost a few bytes each. Whoever computes with a result (draws a cotangent for each tensor,
copies, compares) pays for all of them, so what a result holds is looked at before anything is computed with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import torch

# What any result may hold, whatever the arguments are; and how many times what the arguments hold.
TENSORS, ELEMENTS, PARTS = 4096, 1 << 22, 200_000
TIMES = 16
_DEEPEST = 100


@dataclass(frozen=True)
class Extent:
    """Tensors, their elements, and all parts: numbers, texts and containers too."""

    tensors: int = 0
    elements: int = 0
    parts: int = 0

    def __str__(self) -> str:
        if self.tensors > TENSORS or self.elements > ELEMENTS:
            return f"{self.tensors} tensors with {self.elements} elements in all"
        return f"{self.parts} parts in all"


class TooLarge(ValueError):
    """The values hold more than they may; says how much was counted before the counting ended."""


def limit_for(arguments: Iterable[object]) -> Extent:
    """What a result may hold if the tensors and containers of its call were `arguments`, each given once."""
    sizes = [value.numel() for value in arguments if isinstance(value, torch.Tensor)]
    return Extent(max(TENSORS, TIMES * len(sizes)), max(ELEMENTS, TIMES * sum(sizes)), PARTS)


def assert_within(value: object, limit: Extent) -> None:
    """Raises TooLarge if `value` holds more than the limit, or itself; ends soon, however much it is."""
    counted = [0, 0, 0]
    _count(value, limit, counted, [])


def _sides(tensor: torch.Tensor) -> int:
    """Of a tensor without elements, the elements of its sum along the empty axis."""
    return math.prod(size for size in tensor.shape if size)


def _count(value: object, limit: Extent, counted: list[int], inside: list[object]) -> None:
    counted[2] += 1
    if isinstance(value, torch.Tensor):
        counted[0] += 1
        counted[1] += value.numel() or _sides(value)
    if counted[0] > limit.tensors or counted[1] > limit.elements or counted[2] > limit.parts:
        raise TooLarge(f"the result holds {Extent(*counted)} or more, which is more than is looked at")
    if isinstance(value, list | tuple | dict):
        if len(inside) > _DEEPEST or any(value is outer for outer in inside):
            raise TooLarge("the result holds itself, or lists in lists more than a hundred deep")
        inside.append(value)
        for item in value.values() if isinstance(value, dict) else value:
            _count(item, limit, counted, inside)
        inside.pop()
