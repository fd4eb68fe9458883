"""Hypothesis strategies of small inputs that read well: few elements, short numbers."""

from __future__ import annotations

import functools
import math
from typing import Any

import torch
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

halves: SearchStrategy[float] = st.sampled_from([sign * i / 2 for i in range(5) for sign in (1, -1)[: 1 + (i > 0)]])
"""0, 0.5, -0.5, 1, ..., -2; the simplest is 0."""

integers: SearchStrategy[float] = st.sampled_from([0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0])


@functools.cache
def sizes(largest: int = 3, smallest: int = 1) -> SearchStrategy[int]:
    return st.integers(smallest, largest)


@functools.lru_cache(maxsize=1024)
def tensors(
    *shape: int,
    elements: SearchStrategy[float] | SearchStrategy[int] = halves,
    dtype: torch.dtype = torch.float64,
    requires_grad: bool = False,
) -> SearchStrategy[torch.Tensor]:
    """Tensors of the given shape with elements of the given strategy."""
    return _Tensors(shape, elements, dtype, requires_grad)


class _Tensors(SearchStrategy[torch.Tensor]):
    """As `lists(elements).map(torch.tensor)`, which takes several times as long to make and to draw from."""

    def __init__(self, shape: tuple[int, ...], elements: SearchStrategy[Any], dtype: torch.dtype, grad: bool) -> None:
        super().__init__()
        self._shape, self._elements, self._dtype, self._grad = shape, elements, dtype, grad

    def do_validate(self) -> None:
        self._elements.validate()

    def do_draw(self, data: Any) -> torch.Tensor:
        values = [data.draw(self._elements) for _ in range(math.prod(self._shape))]
        return torch.tensor(values, dtype=self._dtype).reshape(self._shape).requires_grad_(self._grad)
