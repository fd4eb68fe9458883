"""What runs in a call: operators, the parts of torch that they were called from, and the graph that they leave."""

from __future__ import annotations

import os
import sys
from collections import Counter
from types import CodeType, FrameType
from typing import Any

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.utils._python_dispatch import TorchDispatchMode


class Trace(TorchDispatchMode):
    """Counts the ATen operators that run, and the steps of torch's own optimisers; notes from where in torch they ran.

    An operator that is made of others (`dropout`, `gru_cell`) is taken apart before a dispatch mode is asked. torch's profiler
    sees those too, by whatever name or script they are called.
    """

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """torch's own question; with True, the first trace would import its compiler, which takes a second."""
        return False

    def __init__(self, outermost: CodeType) -> None:
        """`outermost` is the code of the call itself: no frame below it is a submission's."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._outermost = outermost
        self.ops: Counter[str] = Counter()
        self._recorded: set[str] = set()
        self._files: set[str] = set()

    def __enter__(self) -> Trace:
        self._hook = register_optimizer_step_pre_hook(self._count_step)
        self._recording = _start_recording()
        if not self._recording:
            self.ops["profiler"] += 1  # one that a submission left running, in which nobody else can look
        super().__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self._hook.remove()
        super().__exit__(*exc_info)  # type: ignore[no-untyped-call]
        if self._recording:
            self._recorded = _stop_recording()

    def _count_step(self, optimizer: torch.optim.Optimizer, args: Any, kwargs: Any) -> None:
        self.ops[f"optim.{type(optimizer).__name__}"] += 1

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        packet = func.overloadpacket
        library = func.namespace
        self.ops[packet.__name__ if library == "aten" else f"{library}.{packet.__name__}"] += 1
        frame: FrameType | None = sys._getframe(1)
        while (
            frame is not None and not frame.f_code.co_filename.startswith("<") and frame.f_code is not self._outermost
        ):
            self._files.add(frame.f_code.co_filename)
            frame = frame.f_back
        return func(*args, **(kwargs or {}))

    def seen(self, outputs: list[torch.Tensor]) -> list[tuple[str, int]]:
        """The operators with their numbers, then `made dropout` for each that was made of them, `in torch.functional` for
        each part of torch that they were called from, and `node MulBackward0` for each kind of node in the graph of the
        `outputs`."""
        parts = {_module_of(path) for path in self._files if path.startswith(_TORCH)}
        made = sorted(self._recorded - self.ops.keys())[:_SEEN]
        found = [*self.ops.most_common(_SEEN), *((f"made {name}", 1) for name in made)]
        found += [*((f"in {part}", 1) for part in sorted(parts)[:_SEEN])]
        return found + [(f"node {node}", 1) for node in sorted(_nodes_of(outputs))[:_SEEN]]


def _start_recording() -> bool:
    """Has this thread's operators recorded by name; whether that could be."""
    # Private, and so not for the head of this file: by it a learner's `check` would depend on them.
    from torch._C._autograd import _enable_profiler_legacy, _profiler_enabled
    from torch._C._profiler import ProfilerConfig, ProfilerState, _ExperimentalConfig

    if _profiler_enabled():
        return False
    _enable_profiler_legacy(ProfilerConfig(ProfilerState.CPU, False, False, False, False, False, _ExperimentalConfig()))
    return True


def _stop_recording() -> set[str]:
    """The names of torch's operators that ran since."""
    from torch._C._autograd import _disable_profiler_legacy

    names = {event.name() for thread in _disable_profiler_legacy() for event in thread}
    return {name.removeprefix("aten::") for name in names if name.startswith("aten::")}


_TORCH = os.path.dirname(torch.__file__) + os.sep
_SEEN = 500
_NODES = 10_000


def _module_of(path: str) -> str:
    """`torch.optim.adam` for `.../torch/optim/adam.py`."""
    inner = os.path.relpath(path, _TORCH).removesuffix(".py").replace(os.sep, ".")
    return "torch" if inner == "__init__" else f"torch.{inner}".removesuffix(".__init__")


def _nodes_of(outputs: list[torch.Tensor]) -> set[str]:
    """The kinds of the nodes in the outputs' graph, those of a submission's own autograd functions left out."""
    waiting = [output.grad_fn for output in outputs]
    seen: set[Any] = set()
    while waiting and len(seen) < _NODES:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            waiting += [following for following, _ in node.next_functions]
    return {type(node).__name__ for node in seen if not isinstance(node, torch.autograd.function.BackwardCFunction)}
