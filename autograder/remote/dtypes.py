"""The dtypes and devices that a message can name."""

from __future__ import annotations

from typing import Any

import numpy
import torch

from autograder.devices import simulated as devices
from autograder.remote import wire

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in ("float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex64 complex128".split())
}
DTYPE_NAMES = {dtype: name for name, dtype in DTYPES.items()}
# As what numpy reads their bytes, in a fraction of torch's time. Those of a bool tensor may be any number.
IN_NUMPY: dict[torch.dtype, numpy.dtype[Any]] = {
    dtype: numpy.dtype("uint8" if dtype is torch.bool else name)
    for name, dtype in DTYPES.items()
    if not dtype.is_complex and dtype is not torch.bfloat16
}


def dtype_of(name: str) -> torch.dtype:
    """Raises WireError for another name."""
    if name not in DTYPES:
        raise wire.WireError(f"no dtype: {name[:40]!r}")
    return DTYPES[name]


def device_of(name: str) -> torch.device:
    """Raises WireError for another name; makes the simulated device known where it is named."""
    if name.split(":")[0] not in ("cpu", "sim", "cuda"):
        raise wire.WireError(f"no device: {name[:40]!r}")
    if name.startswith("sim"):
        devices.register()
    try:
        return torch.device(name)
    except RuntimeError:
        raise wire.WireError(f"no device: {name[:40]!r}") from None
