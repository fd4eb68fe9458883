"""What surrounds a call: the modes of its judge's side, the numbers that are drawn in it, and what is printed."""

from __future__ import annotations

import contextlib
import io
import random
import sys
from collections.abc import Iterator
from typing import Any

import numpy
import torch

from autograder.devices import simulated as devices
from autograder.devices.present import said
from autograder.remote import wire
from autograder.remote.dtypes import DTYPES
from autograder.remote.surroundings import modes, put_back

_STDOUT = 10_000
_NOTHING = contextlib.nullcontext()


class Conditions:
    """In the block: the grad mode, default dtype and device of the judge's side of the call; what is printed is kept.
    Afterwards the modes are what they were before, whatever the call left.

    Most calls find everything as it should be, and leave it so; there this does next to nothing.
    """

    def __init__(self, call: wire.Call, stdout: io.StringIO) -> None:
        self._call, self._stdout = call, stdout
        self._modes: contextlib.ExitStack | None = None

    def __enter__(self) -> None:
        self._before, self._stdout_before = modes(), sys.stdout
        inference = self._call.grad == "inference"
        unready = devices.unready()
        if inference or unready or self._call.devices:
            self._modes = contextlib.ExitStack()
            self._modes.enter_context(torch.inference_mode() if inference else _NOTHING)
            # Whatever the arguments are: the call may put something on the device by itself.
            self._modes.enter_context(devices.simulated() if unready else _NOTHING)
            self._modes.enter_context(said(self._call.devices) if self._call.devices else _NOTHING)
        _set(DTYPES[self._call.dtype], torch.is_grad_enabled() if inference else self._call.grad == "grad")
        sys.stdout = self._stdout

    def __exit__(self, *exc_info: Any) -> None:
        sys.stdout = self._stdout_before
        if self._modes is not None:
            self._modes.close()
        put_back(self._before)


def _set(dtype: torch.dtype, grad: bool) -> None:
    if torch.get_default_dtype() is not dtype:
        torch.set_default_dtype(dtype)
    if torch.is_grad_enabled() is not grad:
        torch.set_grad_enabled(grad)


class Capped(io.StringIO):
    """Keeps the first characters that are printed and drops the rest."""

    def write(self, text: str) -> int:
        room = _STDOUT - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


def seed_generators(seed: int) -> None:
    """Seeds torch's, Python's and NumPy's generators."""
    torch.default_generator.manual_seed(seed)  # torch.manual_seed formats stack traces: 0.7 ms under pytest
    if torch.cuda.is_initialized():
        torch.cuda.manual_seed_all(seed)
    random.seed(seed)
    numpy.random.seed(seed % 2**32)


@contextlib.contextmanager
def apart() -> Iterator[None]:
    """What the block does to the three generators does not show afterwards."""
    states = torch.get_rng_state(), random.getstate(), numpy.random.get_state()
    try:
        yield
    finally:
        torch.set_rng_state(states[0])
        random.setstate(states[1])
        numpy.random.set_state(states[2])
