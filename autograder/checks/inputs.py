"""Hypothesis strategies of small inputs that read well: few elements, short numbers."""

from __future__ import annotations

import torch
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

halves: SearchStrategy[float] = st.integers(-4, 4).map(lambda i: i / 2)
"""-2, -1.5, ..., 2; the simplest is 0."""

integers: SearchStrategy[float] = st.integers(-3, 3).map(float)


def sizes(largest: int = 3, smallest: int = 1) -> SearchStrategy[int]:
    return st.integers(smallest, largest)


def tensors(
    *shape: int,
    elements: SearchStrategy[float] | SearchStrategy[int] = halves,
    dtype: torch.dtype = torch.float64,
    requires_grad: bool = False,
) -> SearchStrategy[torch.Tensor]:
    """Tensors of the given shape with elements of the given strategy."""
    count = 1
    for size in shape:
        count *= size

    def made(values: list[float]) -> torch.Tensor:
        return torch.tensor(values, dtype=dtype).reshape(shape).requires_grad_(requires_grad)

    return st.lists(elements, min_size=count, max_size=count).map(made)
