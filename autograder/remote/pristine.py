"""Whether torch is what it was before a submission ran: an answer may hide behind a method that it has exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_
from typing import Any

import torch
from torch.library import _impls as _kernels_now  # `aten/exp/CPU` for each that was given to an operator in Python

_PARTS: dict[str, Any] = {
    "torch.Tensor": torch.Tensor,
    "torch.nn.functional": torch.nn.functional,
    "torch.nn.Module": torch.nn.Module,
    "torch.autograd.Function": torch.autograd.Function,
}
_before: dict[str, dict[str, object]] = {}
_kernels: set[str] = set()


def remember() -> None:
    """What torch's parts are now, they should be afterwards: called before anything of a submission runs."""
    _before.update({name: dict(vars(part)) for name, part in _PARTS.items()})
    _kernels.update(_kernels_now)


def exchanged() -> Iterator[str]:
    """What is another now, or was not there: `torch.Tensor.exp`. Nothing where nobody has called `remember`.

    Compared by identity: what a submission puts there may call itself equal to anything.
    """
    for name, before in _before.items():
        now = vars(_PARTS[name])
        if len(now) == len(before) and all(map(is_, now.values(), before.values())):
            continue
        yield from (f"{name}.{key}" for key in {**now, **before} if now.get(key) is not before.get(key))
    if _before and len(_kernels_now) != len(_kernels):
        of_torch = (key.split("/") for key in _kernels_now - _kernels if key.startswith("aten/"))
        yield from (f"torch.ops.aten.{operator}" for _, operator, *_ in of_torch)
