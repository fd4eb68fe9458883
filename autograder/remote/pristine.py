"""Whether torch is what it was before a submission ran: an answer may hide behind a method that it has exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import is_
from typing import Any

import torch
from torch.library import _impls as _kernels_now  # `aten/exp/CPU` for each that was given to an operator in Python

_PARTS: dict[str, Any] = {
    "torch": torch,
    "torch.linalg": torch.linalg,
    "torch.special": torch.special,
    "torch.Tensor": torch.Tensor,
    "torch.nn.functional": torch.nn.functional,
    "torch.nn.Module": torch.nn.Module,
    "torch.autograd.Function": torch.autograd.Function,
}
# Of torch itself, what is called here while arguments are made and results are read. To look at all that it has takes longer
# than a small call does.
_USED = """arange are_deterministic_algorithms_enabled cat cos diff empty empty_strided from_numpy frombuffer
    get_default_device get_default_dtype get_float32_matmul_precision get_num_threads get_rng_state inference_mode initial_seed
    is_anomaly_enabled is_autocast_enabled is_deterministic_algorithms_warn_only_enabled is_grad_enabled
    is_inference_mode_enabled is_warn_always_enabled isfinite load no_grad ones ones_like randint set_default_device
    set_default_dtype set_grad_enabled set_num_threads set_rng_state set_warn_always sort tensor use_deterministic_algorithms
    view_as_real where zeros zeros_like""".split()
_CHANGED_BY_PYTHON = {"__slotnames__", "__warningregistry__"}  # by a pickle, and by a warning
_before: dict[str, dict[str, object]] = {}
_kernels: set[str] = set()


def remember() -> None:
    """What torch's parts are now, they should be afterwards: called before anything of a submission runs."""
    _before.update({name: dict(_now(part)) for name, part in _PARTS.items()})
    _kernels.update(_kernels_now)


def exchanged() -> Iterator[str]:
    """What is another now, or was not there: `torch.Tensor.exp`. Nothing where nobody has called `remember`.

    Compared by identity: what a submission puts there may call itself equal to anything.
    """
    for name, before in _before.items():
        now = _now(_PARTS[name])
        if len(now) == len(before) and all(map(is_, now.values(), before.values())):
            continue
        changed = (key for key in {**now, **before} if now.get(key) is not before.get(key))
        yield from (f"{name}.{key}" for key in changed if key not in _CHANGED_BY_PYTHON)
    if _before and len(_kernels_now) != len(_kernels):
        given = (key for key in map(str, _kernels_now - _kernels) if key.startswith("aten/"))
        # torch's own vmap gives some for itself.
        yield from (f"torch.ops.{key.replace('/', '.')}" for key in given if not key.endswith("/FuncTorchBatched"))


def _now(part: Any) -> Mapping[str, object]:
    return vars(part) if part is not torch else dict(zip(_USED, map(vars(torch).get, _USED), strict=True))
