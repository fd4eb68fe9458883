"""Hypothesis strategies of small inputs that read well: few elements, short numbers."""

from __future__ import annotations

import functools

import torch
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

halves: SearchStrategy[float] = st.sampled_from([sign * i / 2 for i in range(5) for sign in (1, -1)[: 1 + (i > 0)]])
"""0, 0.5, -0.5, 1, ..., -2; the simplest is 0."""

integers: SearchStrategy[float] = st.sampled_from([0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0])


def sizes(largest: int = 3, smallest: int = 1) -> SearchStrategy[int]:
    return st.integers(smallest, largest)


@functools.lru_cache(maxsize=1024)  # a new strategy costs several times what a value of it does
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
