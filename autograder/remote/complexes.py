"""Complex numbers of a submission's where a test expects real ones.

A test that makes `.double()` of them would look at their real parts alone, and pass whatever the imaginary parts are.
So from the first complex reply until the test ends, what would lose imaginary parts raises torch's own warning of that.
"""

from __future__ import annotations

import warnings
from typing import Any

import torch

_LOSES = "Casting complex values to real"
_begun: list[tuple[Any, bool]] = []  # at most one: the filter, and whether torch warned each time before


def came() -> None:
    """A reply holds complex numbers."""
    if not _begun:
        warnings.filterwarnings("error", _LOSES)
        _begun.append((warnings.filters[0], torch.is_warn_always_enabled()))
        torch.set_warn_always(True)  # else it warns once in a process


def forgotten() -> None:
    """All is as it was before the first complex reply."""
    while _begun:
        ours, always = _begun.pop()
        if ours in warnings.filters:  # a block of catch_warnings may have ended meanwhile
            warnings.filters.remove(ours)  # type: ignore[attr-defined]  # a list
        torch.set_warn_always(always)


def would_be_lost(error: BaseException) -> bool:
    """Whether this is what a test raised that would have lost imaginary parts."""
    return isinstance(error, UserWarning) and str(error).startswith(_LOSES)
