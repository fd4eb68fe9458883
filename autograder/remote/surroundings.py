"""What a call may leave behind for whatever runs after it: modes of torch and numpy, and generators of random numbers."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import numpy
import torch

from autograder.remote import wire

# Whose state after a call is told as a number that stands for all of it; before the call it is that of the call's seed.
GENERATORS = ("torch's random generator", "Python's random generator", "NumPy's random generator")


@dataclass(frozen=True)
class Modes:
    """The modes that are put back after every call: one that stayed would cost all calls that follow."""

    dtype: torch.dtype
    grad: bool
    device: object
    threads: int
    deterministic: bool
    warn_only: bool
    anomaly: bool


def modes() -> Modes:
    """Those in force. Asked before every call, so what takes more than a microsecond is left to `observed`."""
    return Modes(
        torch.get_default_dtype(),
        torch.is_grad_enabled(),
        _device_context(),
        torch.get_num_threads(),
        torch.are_deterministic_algorithms_enabled(),
        torch.is_deterministic_algorithms_warn_only_enabled(),
        torch.is_anomaly_enabled(),
    )


def put_back(before: Modes) -> None:
    """Makes the modes what they were."""
    now = modes()
    if now == before:
        return
    if now.device is not before.device:
        torch.set_default_device(None if before.device is None else getattr(before.device, "device", None))
    torch.set_default_dtype(before.dtype)
    torch.set_grad_enabled(before.grad)
    if now.threads != before.threads:
        torch.set_num_threads(before.threads)
    if (now.deterministic, now.warn_only) != (before.deterministic, before.warn_only):  # it imports torch's compiler
        torch.use_deterministic_algorithms(before.deterministic, warn_only=before.warn_only)
    torch.autograd.set_detect_anomaly(before.anomaly)


def lasting() -> dict[str, str]:
    """What is not put back after a call, in words: asked once before the first call, it tells what any of them changed."""
    return {
        "torch.get_float32_matmul_precision()": torch.get_float32_matmul_precision(),
        'torch.is_autocast_enabled("cpu")': str(torch.is_autocast_enabled("cpu")),
        "torch's print options": str(torch._tensor_str.get_printoptions()),
        "NumPy's print options": str(numpy.get_printoptions()),
        "NumPy's reaction to floating-point errors": str(numpy.geterr()),
    }


def observed(objects: Iterable[object]) -> dict[str, str]:
    """Everything that is looked at, in words, by its name; with the modes of the modules among `objects`."""
    now = modes()
    seen = {
        "the default dtype": str(now.dtype),
        "the default device": f"{torch.get_default_device()}{'' if now.device is None else ' by set_default_device'}",
        "torch.is_grad_enabled()": str(now.grad),
        "torch.is_inference_mode_enabled()": str(torch.is_inference_mode_enabled()),
        "torch.get_num_threads()": str(now.threads),
        "torch.are_deterministic_algorithms_enabled()": str(now.deterministic),
        "torch.is_anomaly_enabled()": str(now.anomaly),
    }
    modules = [module for module in objects if isinstance(module, torch.nn.Module)]
    for number, module in enumerate(modules):
        training = [part.training for part in module.modules()]
        mode = "training" if all(training) else str(training) if any(training) else "evaluation"
        seen[f"the mode of the {type(module).__name__} number {number}"] = mode
    digests = (bytes(torch.get_rng_state().numpy()), repr(random.getstate()).encode(), _of_numpy())
    return seen | lasting() | {name: str(zlib.crc32(state)) for name, state in zip(GENERATORS, digests, strict=True)}


def differences(before: dict[str, str], after: dict[str, str]) -> list[wire.Left]:
    """What is not as it was."""
    names = [name for name in before if name in after and before[name] != after[name]]
    return [wire.Left(name, before[name][:300], after[name][:300]) for name in names]


def _device_context() -> object:
    """The thread's own context of torch.set_default_device, or None: asking torch for the device takes 25 microseconds."""
    return getattr(getattr(torch, "_GLOBAL_DEVICE_CONTEXT", None), "device_context", None)


def _of_numpy() -> bytes:
    _, keys, *rest = cast(tuple[Any, ...], numpy.random.get_state(legacy=True))
    return bytes(keys.tobytes()) + repr(rest).encode()
