"""An exercise's own arguments, as small as a counterexample should be: what `Rng` draws at random, a search chooses."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import torch
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from autograder.checks.inputs import halves, tensors

LARGEST = 3  # a size in a small input, unless the contract says otherwise
_STEPS = 4  # a uniform number is one of so many, and one


class Sampler:
    """`Rng` in the hands of a search: the same methods, short numbers, the simplest of which is 0 or next to it."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def normal(
        self,
        *shape: int,
        mean: float = 0.0,
        std: float = 1.0,
        dtype: torch.dtype = torch.float64,
        requires_grad: bool = False,
    ) -> torch.Tensor:
        return (self._drawn(shape, halves, dtype, False) + mean).requires_grad_(requires_grad)

    def uniform(
        self,
        *shape: int,
        low: float = 0.0,
        high: float = 1.0,
        dtype: torch.dtype = torch.float64,
        requires_grad: bool = False,
    ) -> torch.Tensor:
        grid = [low + (high - low) * (i + 0.5) / (_STEPS + 1) for i in range(_STEPS + 1)]
        return self._drawn(shape, st.sampled_from(sorted(grid, key=abs)), dtype, requires_grad)

    def integers(self, low: int, high: int, shape: tuple[int, ...]) -> torch.Tensor:
        return self._drawn(shape, st.integers(low, high - 1), torch.int64, False)

    def seed(self) -> int:
        """0: what is random in a small input is chosen, not drawn."""
        return 0

    def _drawn(
        self, shape: tuple[int, ...], elements: SearchStrategy[Any], dtype: torch.dtype, grad: bool
    ) -> torch.Tensor:
        drawn: torch.Tensor = self._draw(tensors(*shape, elements=elements, dtype=dtype, requires_grad=grad))
        return drawn


def sizes_of(arguments: Callable[..., Any]) -> dict[str, Any]:
    """The sizes that a function of arguments takes after its generator, with their ordinary values.

    Raises ValueError for one that has no ordinary value.
    """
    found = {}
    for name, parameter in list(inspect.signature(arguments).parameters.items())[1:]:
        if parameter.default is parameter.empty:
            raise ValueError(f"the size {name} of {arguments.__name__} needs an ordinary value: {name}=3, say")
        found[name] = parameter.default
    return found


def small(
    arguments: Callable[..., tuple[Any, ...]], sizes: Mapping[str, SearchStrategy[Any]]
) -> SearchStrategy[tuple[Any, ...]]:
    """A strategy of what `arguments` makes from small sizes: whole numbers up to `LARGEST` and up to the ordinary one,
    anything else as it ordinarily is, and what `sizes` says."""

    @st.composite
    def drawn(draw: DrawFn) -> tuple[Any, ...]:
        chosen = {}
        for name, ordinary in sizes_of(arguments).items():
            if name in sizes:
                chosen[name] = draw(sizes[name])
            elif type(ordinary) is int and ordinary > 0:
                chosen[name] = draw(st.integers(1, min(LARGEST, ordinary)))
            else:
                chosen[name] = ordinary
        return arguments(Sampler(draw), **chosen)

    return drawn()
