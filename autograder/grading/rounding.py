"""A recorded request whose numbers are rounded otherwise: as far as an answer moves with them, rounding explains a
difference."""

from __future__ import annotations

import math

import numpy as np

from autograder.remote import wire
from autograder.remote.dtypes import IN_NUMPY, dtype_of
from autograder.remote.sketch import numbered

_UNITS = 2  # of rounding, by which a number changes at most


def rounded_otherwise(request: wire.Packet) -> wire.Packet:
    """The request, whose floating tensors have each number changed by some units of rounding; zeros stay."""
    body, chance = bytearray(request.body), np.random.default_rng(0)
    for value in numbered(request):
        dtype = IN_NUMPY.get(dtype_of(value.dtype)) if isinstance(value, wire.TensorV) else None
        if isinstance(value, wire.TensorV) and value.handle is None and dtype is not None and dtype.kind == "f":
            strides = value.strides or (1,) * len(value.shape)
            count = math.prod(1 if stride == 0 else size for size, stride in zip(value.shape, strides, strict=True))
            numbers = np.frombuffer(body, dtype, count, value.start)
            numbers *= 1 + _UNITS * np.finfo(dtype).eps * chance.uniform(-1, 1, count)
    return wire.Packet(request.message, bytes(body))
