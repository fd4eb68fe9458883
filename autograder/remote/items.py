"""The first items of a result that is gone through, such as a generator: its body runs only then."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import torch

asked_for: ContextVar[int] = ContextVar("asked_for", default=0)
"""How many items a call takes of its result; 0: the result is left as it is."""


def first_items(result: Any, most: int) -> Any:
    """The first items as a list, if the result has no other form of its own than to be gone through."""
    has_form = isinstance(result, list | tuple | dict | str | bytes | torch.Tensor)
    if has_form or not isinstance(result, Iterable) or not hasattr(type(result), "__iter__"):
        return result
    return list(itertools.islice(result, most))
