"""Copies of a test's arguments, one for each side that gets them."""

from __future__ import annotations

import copy
from typing import TypeVar, cast

import torch

from autograder.devices.simulated import held, is_simulated, to_device

T = TypeVar("T")


def copied(value: T) -> T:
    """What copy.deepcopy makes of nested tuples, lists and dicts of tensors and plain data, in a fraction of its time.

    Layout, `grad`, and memory or containers that are shared stay as they are: what is not the plain case is left to
    deepcopy, as a whole.
    """
    try:
        return cast(T, _plain_copy(value, set()))
    except _NotPlain:
        return copy.deepcopy(value)


class _NotPlain(Exception):
    pass


def _plain_copy(value: object, met: set[int]) -> object:
    """A copy; `met` are the storages and containers so far. Raises _NotPlain."""
    kind = type(value)
    if kind is torch.Tensor:
        return _plain_tensor(value, met)  # type: ignore[arg-type]
    if is_simulated(value):
        return _plain_simulated(value, met)  # type: ignore[arg-type]
    if kind in (bool, int, float, complex, str, bytes, type(None), torch.dtype, torch.device):
        return value
    if kind is tuple:
        return tuple(_plain_copy(item, met) for item in value)  # type: ignore[attr-defined]
    if kind in (list, dict):
        _only_once(id(value), met)
    if kind is list:
        return [_plain_copy(item, met) for item in value]  # type: ignore[attr-defined]
    if kind is dict:
        return {_plain_copy(key, met): _plain_copy(item, met) for key, item in value.items()}  # type: ignore[attr-defined]
    raise _NotPlain


def _plain_tensor(tensor: torch.Tensor, met: set[int]) -> torch.Tensor:
    """A copy of a contiguous leaf without a gradient on the CPU that has its memory for itself."""
    plain = (
        tensor.device.type == "cpu"
        and tensor.layout is torch.strided
        and tensor.is_leaf
        and tensor.grad is None
        and tensor.is_contiguous()
        and tensor.numel() > 0
        and not tensor.is_neg()
        and not tensor.is_conj()
        and not tensor.is_inference()
        and not tensor.__dict__
    )
    if not plain or tensor.untyped_storage().nbytes() != tensor.numel() * tensor.itemsize:
        raise _NotPlain
    _only_once(tensor.data_ptr(), met)
    return tensor.detach().clone().requires_grad_(tensor.requires_grad)


def _plain_simulated(tensor: torch.Tensor, met: set[int]) -> torch.Tensor:
    """A copy of a leaf without a gradient on the simulated device, if the tensor that it holds is a plain one."""
    if not tensor.is_leaf or tensor.grad is not None or tensor.__dict__.keys() != {"_held"}:
        raise _NotPlain
    return to_device(_plain_tensor(held(tensor), met), str(tensor.device)).requires_grad_(tensor.requires_grad)


def _only_once(key: int, met: set[int]) -> None:
    if key in met:
        raise _NotPlain
    met.add(key)
