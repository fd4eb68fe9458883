"""Numbers with few digits, for inputs that somebody is to read."""

from __future__ import annotations

import contextlib
from typing import Any

import torch

from autograder.checks.copies import copied
from autograder.checks.tensors import tensors_in

_READ = 3  # significant digits that are read at a glance


def shortest(data: Any, dtype: torch.dtype) -> Any:
    """The numbers of `tolist()` with as few digits as make the same ones in `dtype`."""
    if isinstance(data, list):
        return [shortest(item, dtype) for item in data]
    if not isinstance(data, float):
        return data
    tries = (float(f"{data:.{digits}g}") for digits in range(1, 17))
    return next((few for few in tries if torch.tensor(few, dtype=dtype).item() == data), data)


def rounded(args: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """A copy of the arguments whose fractions have few digits; None where none is left out, or they cannot be changed."""
    some = copied(args)
    changed = False
    for tensor in tensors_in(some):
        if tensor.dtype.is_floating_point and tensor.device.type == "cpu":
            values = tensor.detach().double()
            few = torch.tensor([_few(x) for x in values.flatten().tolist()], dtype=torch.float64).reshape(values.shape)
            if not torch.equal(few.to(tensor.dtype), tensor.detach()):
                with torch.no_grad(), contextlib.suppress(RuntimeError):  # of a tensor whose elements share memory
                    tensor.copy_(few)
                    changed = True
    return some if changed else None


def _few(number: float) -> float:
    return number if number.is_integer() else float(f"{number:.{_READ}g}")
