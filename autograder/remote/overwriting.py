"""A tensor gets other contents, and stays the tensor that it is."""

from __future__ import annotations

import torch


def write_into(
    target: torch.Tensor, contents: torch.Tensor, grad: torch.Tensor | None, requires_grad: bool | None = None
) -> None:
    """Gives `target` the contents, whatever their shape and dtype, and a leaf the gradient too, and `requires_grad` if
    given."""
    with torch.no_grad():
        if contents.shape == target.shape and contents.dtype == target.dtype:
            _copy_into(target, contents)
        else:
            target.data = contents
    if target.is_leaf:
        target.grad = grad
        if requires_grad is not None:
            target.requires_grad_(requires_grad)


def _copy_into(target: torch.Tensor, contents: torch.Tensor) -> None:
    """copy_, also into an expanded tensor: its elements that share memory are written once."""
    for dim, stride in enumerate(target.stride()):
        if stride == 0 and target.shape[dim] > 1:
            target, contents = target.narrow(dim, 0, 1), contents.narrow(dim, 0, 1)
    target.copy_(contents)
