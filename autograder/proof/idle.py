"""Answers that compute nothing, made from the reference: they must earn nothing, or next to it.

Each returns what has the right structure, shapes, dtypes and devices, and leaves its arguments alone, modules too, so
it has every property that is not about values. In the place of a module it returns one that does nothing, in that of a
device the CPU. Where one earns points, a property counts without right values: it lacks `requires`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

# The most that one of them may earn, of the exercise's points.
SHARE = 0.05

_AROUND = """

def _copied(value):
    from copy import deepcopy

    import torch

    if isinstance(value, torch.nn.Module):
        return deepcopy(value)
    if isinstance(value, torch.Tensor):
        copy = value.detach().clone().requires_grad_(value.requires_grad)
        copy.grad = None if value.grad is None or not copy.is_leaf else value.grad.clone()
        return copy
    if isinstance(value, (list, tuple)):
        return type(value)(map(_copied, value))
    return {{key: _copied(item) for key, item in value.items()}} if isinstance(value, dict) else value


def _tensors(value):
    import torch

    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _tensors(item)


def _emptied(value, arguments):
    import torch

    if isinstance(value, torch.Tensor):
        value = value.detach()
        return {tensor}
    if isinstance(value, (list, tuple)):
        return type(value)(_emptied(item, arguments) for item in value)
    if isinstance(value, dict):
        return {{key: _emptied(item, arguments) for key, item in value.items()}}
    if hasattr(value, "__next__"):
        return (_emptied(item, arguments) for item in value)
    if isinstance(value, torch.nn.Module):
        return torch.nn.Identity()
    if isinstance(value, torch.device):
        return torch.device("cpu")
    return type(value)() if isinstance(value, (bool, int, float, str)) else value


_computed = {name}


def {name}(*args, **kwargs):
    result = _computed(*_copied(args), **_copied(kwargs))
    return _emptied(result, list(_tensors([*args, *kwargs.values()])))
"""
_TENSORS = {
    "returns zeros": "torch.zeros_like(value)",
    "returns zeros that depend on the arguments": (
        "torch.zeros_like(value) + sum(0 * a.nan_to_num(0, 0, 0).sum().to(value) for a in arguments if a.is_floating_point())"
    ),
    "returns ones": "torch.ones_like(value)",
    "returns a constant": "torch.full_like(value, 0.5 if value.is_floating_point() else 0)",
    "returns its own input": "next((a for a in arguments if a.shape == value.shape), torch.zeros_like(value))",
}


@dataclass(frozen=True)
class Idle:
    """`title` says what the answer does in place of its work: "returns zeros"."""

    title: str
    source: str

    @property
    def id(self) -> str:
        """What `faults.yml` calls it: "returns-zeros"."""
        return self.title.replace(" ", "-")


IDS = tuple(Idle(title, "").id for title in _TENSORS)


def idle_answers(reference: str, name: str) -> list[Idle]:
    """The answers that compute nothing, in place of the function or class `name` of the reference's text."""
    nothing = f"def {name}(*args, **kwargs):\n    return None\n"
    if any(isinstance(node, ast.ClassDef) and node.name == name for node in ast.parse(reference).body):
        return [Idle("returns None", nothing)]
    made = [Idle(title, reference + _AROUND.format(name=name, tensor=code)) for title, code in _TENSORS.items()]
    return [Idle("returns None", nothing), *made]
