"""Random inputs that are the same in every run."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator

import torch

from autograder.devices.simulated import to_device

_shift = [0]


@contextlib.contextmanager
def shifted(number: int) -> Iterator[None]:
    """In the block every seed of the tests is another one than without it, and than with another number."""
    before = _shift[0]
    _shift[0] = number
    try:
        yield
    finally:
        _shift[0] = before


def shift() -> int:
    """The number of `shifted`, else 0."""
    return _shift[0]


class Rng:
    """Draws tensors from a generator of its own, seeded by a test's name; torch's global generator is not touched."""

    def __init__(self, name: str, device: str = "cpu") -> None:
        self._generator = torch.Generator().manual_seed(zlib.crc32(name.encode()) + shift())
        self._device = device

    @property
    def device(self) -> str:
        """Where the tensors are."""
        return self._device

    def normal(
        self,
        *shape: int,
        mean: float = 0.0,
        std: float = 1.0,
        dtype: torch.dtype = torch.float64,
        requires_grad: bool = False,
    ) -> torch.Tensor:
        """Normally distributed, of the given shape."""
        drawn = torch.randn(shape, generator=self._generator, dtype=torch.float64)
        return self._made((drawn * std + mean).to(dtype), requires_grad)

    def uniform(
        self,
        *shape: int,
        low: float = 0.0,
        high: float = 1.0,
        dtype: torch.dtype = torch.float64,
        requires_grad: bool = False,
    ) -> torch.Tensor:
        """Uniform in [low, high), of the given shape."""
        drawn = torch.rand(shape, generator=self._generator, dtype=torch.float64)
        return self._made((drawn * (high - low) + low).to(dtype), requires_grad)

    def integers(self, low: int, high: int, shape: tuple[int, ...]) -> torch.Tensor:
        """int64, low <= x < high."""
        return self._made(torch.randint(low, high, shape, generator=self._generator), False)

    def seed(self) -> int:
        """A seed for torch.manual_seed."""
        return int(torch.randint(2**31, (), generator=self._generator).item())

    def _made(self, tensor: torch.Tensor, requires_grad: bool) -> torch.Tensor:
        placed = tensor if self._device == "cpu" else to_device(tensor, self._device)
        return placed.requires_grad_(requires_grad)
