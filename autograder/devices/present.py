"""Any number of devices, as far as torch says how many there are.

For functions that choose a device, `try_gpu(i)` or `try_all_gpus()`, wherever they are graded: what they return are
names of devices, which can be compared without one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import torch

from autograder.devices.simulated import register

present: ContextVar[str] = ContextVar("present", default="")
"""What `devices_present` says in this block: "cuda:2", "sim:0"; "" outside."""


@contextlib.contextmanager
def devices_present(count: int, kind: str = "cuda") -> Iterator[None]:
    """In the block torch says that there are `count` devices: to a reference, and in the calls of a submission as well.

    torch.cuda and torch.accelerator say so if `kind` is "cuda"; nothing can be put on such a device. If it is "sim",
    torch.accelerator does, and tensors can be put on "sim:0" to "sim:{count - 1}". Raises ValueError for another kind.
    """
    if kind not in ("cuda", "sim") or count < 0:
        raise ValueError(f"devices are 0 or more of cuda or sim, not {count} of {kind}")
    token = present.set(f"{kind}:{count}")
    try:
        with said(present.get()):
            yield
    finally:
        present.reset(token)


@contextlib.contextmanager
def said(devices: str) -> Iterator[None]:
    """The block in which torch says that `devices` are there, see `present`."""
    kind, _, number = devices.partition(":")
    count, cuda = int(number), kind == "cuda"
    if not cuda:
        register()
    accelerator = torch.device(kind) if count else None
    with contextlib.ExitStack() as stack:
        _say(stack, torch.cuda, count if cuda else 0, {"current_device": lambda: 0})
        if hasattr(torch, "accelerator"):
            own: dict[str, Callable[..., Any]] = {
                "current_accelerator": lambda check_available=False: accelerator,
                "current_device_index": lambda: 0,
            }
            _say(stack, torch.accelerator, count, own)
        yield


def _say(stack: contextlib.ExitStack, module: Any, count: int, others: dict[str, Callable[..., Any]]) -> None:
    answers: dict[str, Callable[..., Any]] = {
        "device_count": lambda: count,
        "is_available": lambda: count > 0,
        **others,
    }
    for name, answer in answers.items():
        stack.callback(setattr, module, name, getattr(module, name))
        setattr(module, name, answer)
