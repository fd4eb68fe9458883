"""The tensors among the arguments of a call: found, named, and changed without changing the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch

from autograder.devices.simulated import to_device


def each(value: Any, change: Callable[[torch.Tensor], torch.Tensor], *, floating: bool = True) -> Any:
    """The value with `change` made to each tensor in its tuples, lists and dicts; by default to floating ones."""
    if isinstance(value, torch.Tensor):
        return change(value) if value.is_floating_point() or not floating else value
    if isinstance(value, tuple | list):
        return type(value)(each(item, change, floating=floating) for item in value)
    if isinstance(value, dict):
        return {key: each(item, change, floating=floating) for key, item in value.items()}
    return value


def on_device(args: tuple[Any, ...], device: str) -> tuple[Any, ...]:
    """The arguments, every tensor on `device`, also those that were written down and not drawn."""
    moved: tuple[Any, ...] = each(args, lambda tensor: to_device(tensor, device), floating=False)
    return moved


def leaves(value: Any) -> Iterator[torch.Tensor]:
    """The floating tensors of a value, in order."""
    if isinstance(value, torch.Tensor):
        if value.is_floating_point():
            yield value
    elif isinstance(value, tuple | list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)


def cast(args: tuple[Any, ...], dtype: torch.dtype) -> tuple[Any, ...]:
    """The arguments, floating tensors in the given dtype: new leaves that require a gradient where they did."""
    changed: tuple[Any, ...] = each(args, lambda t: t.detach().to(dtype).requires_grad_(t.requires_grad))
    return changed


def flattened(
    args: tuple[Any, ...],
) -> tuple[list[torch.Tensor], Callable[[Sequence[torch.Tensor]], tuple[Any, ...]]]:
    """The floating tensors in the arguments, and what puts others in their places."""

    def rebuilt(tensors: Sequence[torch.Tensor]) -> tuple[Any, ...]:
        source = iter(tensors)
        changed: tuple[Any, ...] = each(args, lambda _: next(source))
        return changed

    return list(leaves(args)), rebuilt


def paths(
    names: Sequence[str], parts: Mapping[str, Sequence[str]], args: tuple[Any, ...]
) -> Iterator[tuple[str, torch.Tensor]]:
    """Each floating tensor with the words for it: its argument's name, `params[2]`, or its name in `parts`."""
    for name, arg in zip(names, args, strict=True):
        found = list(leaves(arg))
        if isinstance(arg, torch.Tensor):
            given: Sequence[str] = (name,) * len(found)  # none where it holds whole numbers
        else:
            given = parts.get(name, [f"{name}[{i}]" for i in range(len(found))])
        yield from zip(given, found, strict=True)


def transposed(tensor: torch.Tensor) -> torch.Tensor:
    """The same numbers, laid out in memory along the first axis first; a vector as it is. A leaf, if it requires a
    gradient."""
    if tensor.dim() < 2:
        return tensor
    return tensor.detach().transpose(0, -1).contiguous().transpose(0, -1).requires_grad_(tensor.requires_grad)


def strided(tensor: torch.Tensor) -> torch.Tensor:
    """The same numbers, every second one of a larger memory. A leaf, if it requires a gradient."""
    bare = tensor.detach()
    return torch.stack([bare, bare + 1], dim=-1)[..., 0].requires_grad_(tensor.requires_grad)
