"""What runs in a call: operators, the parts of torch that they were called from, and the graph that they leave."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections import Counter
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.utils._python_dispatch import TorchDispatchMode

from autograder.devices.simulated import to_device
from autograder.remote.overwriting import _copy_into, write_into
from autograder.remote.pristine import exchanged
from autograder.remote.profiler import Recording
from autograder.remote.threads import OtherThreads
from autograder.remote.values import Decoder, Encoder, tensor_bytes


class Trace(TorchDispatchMode):
    """Counts the ATen operators that run, and the steps of torch's own optimisers; notes from where in torch they ran.

    An operator that is made of others (`dropout`, `gru_cell`) is taken apart before a dispatch mode is asked, and one
    in another thread never comes to it. A recording sees those too. To record all threads takes longer than a
    small call does, so that is done where `others` have worked before; the call in which they begin is `unrecorded`.
    """

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """torch's own question; with True, the first trace would import its compiler, which takes a second."""
        return False

    def __init__(self, outermost: CodeType, others: OtherThreads | None = None) -> None:
        """`outermost` is the code of the call itself: no frame below it is a submission's."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._outermost = outermost
        self.ops: Counter[str] = Counter()
        self._others = others
        self._recording = Recording()
        self.unrecorded = False
        self._made: Counter[str] = Counter()
        self._elsewhere: Counter[str] = Counter()
        self._exchanged: set[str] = set()
        self._codes: dict[int, CodeType] = {}  # by id: to compare two codes takes as long as a small operator

    def __enter__(self) -> Trace:
        self._hook = register_optimizer_step_pre_hook(self._count_step)
        self._recording.start(everywhere=self._others is not None and self._others.seen)
        if self._others is not None:
            self._others.begin()
        super().__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self._hook.remove()
        super().__exit__(*exc_info)  # type: ignore[no-untyped-call]
        self._exchanged.update(exchanged())  # now, too: what is read of the result may put everything back
        if self._others is not None:
            self._others.end()
            self.unrecorded = self._others.seen and not self._recording.everywhere
        recorded = self._recording.stop()
        if recorded is None:
            self.ops["profiler"] += 1  # a submission's own, before or in the call: nobody else can look then
        else:
            here, self._elsewhere = recorded
            self._made = Counter({name: count for name, count in here.items() if name not in self.ops})

    @contextlib.contextmanager
    def carrying(self) -> Iterator[None]:
        """Counts while arguments are made and results are read, too, without a recording: what the submission has
        exchanged in torch, or has made itself, may compute there."""
        super().__enter__()  # type: ignore[no-untyped-call]
        try:
            yield
        finally:
            super().__exit__(None, None, None)  # type: ignore[no-untyped-call]

    def _count_step(self, optimizer: torch.optim.Optimizer, args: Any, kwargs: Any) -> None:
        self.ops[f"optim.{type(optimizer).__name__}"] += 1

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        frame: FrameType | None = sys._getframe(1)
        if frame is not None and id(frame.f_code) in _CARRIERS:
            return func(*args, **(kwargs or {}))
        self.ops[_name_of(func)] += 1
        # Through the submission's own frames too: one may stand between a part of torch and its operators.
        while frame is not None and frame.f_code is not self._outermost:
            self._codes[id(frame.f_code)] = frame.f_code
            frame = frame.f_back
        # Recorded once more: of an operator's own parts some may be a submission's, such as what runs when memory is freed.
        return func(*args, **(kwargs or {}))

    def seen(self, outputs: list[torch.Tensor]) -> list[tuple[str, int]]:
        """The operators with their numbers, then `made dropout` for each that was made of them, `elsewhere exp` for
        each in another thread, both with theirs, `in torch.functional` for each part of torch that they were called
        from, with the function's name where a part has many that have little in common, and `node MulBackward0` for
        each kind of node in the graph of the `outputs`; and `exchanged torch.Tensor.exp` for each part of torch that is
        not torch's any more."""
        parts = {_part_of(code) for code in self._codes.values() if code.co_filename.startswith(_TORCH)}
        found = self.ops.most_common(_SEEN)
        if max(map(len, (self.ops, self._made, self._elsewhere, parts))) > _SEEN:
            found.append((MORE, 1))  # a rare one may be what matters
        found += [(f"made {name}", count) for name, count in self._made.most_common(_SEEN)]
        found += [(f"elsewhere {name}", count) for name, count in self._elsewhere.most_common(_SEEN)]
        found += [(f"in {part}", 1) for part in sorted(parts)[:_SEEN]]
        found += [(f"exchanged {part}", 1) for part in sorted(self._exchanged.union(exchanged()))[:_SEEN]]
        return found + [(f"node {node}", 1) for node in sorted(_nodes_of(outputs))[:_SEEN]]


_TORCH = os.path.dirname(torch.__file__) + os.sep
# What carries arguments and results between the processes: its own operators are nobody's work.
_CARRIERS = {
    id(function.__code__)
    for function in (
        *(Decoder.tensor, Decoder._stored, Decoder._tensor_value, Encoder.tensor, tensor_bytes),
        *(to_device, write_into, _copy_into),
    )
}
_SEEN = 500
MORE = "(one of more than 500)"  # in the place of an operator's name
_NODES = 10_000


_TOLD_BY_FUNCTION = (
    *("torch.nn.functional", "torch.nn.init", "torch.distributions.", "torch.nn.modules.container"),
    "torch.nn.utils.clip_grad",
)


@functools.cache
def _name_of(operator: Any) -> str:
    """`exp` for an ATen operator, `prims.exp` for one of another library."""
    name = str(operator.overloadpacket.__name__)
    return name if operator.namespace == "aten" else f"{operator.namespace}.{name}"


def _part_of(code: CodeType) -> str:
    """`torch.optim.adam`, and `torch.nn.functional.pad`, by the function, of parts that have many."""
    module = _module_of(code.co_filename)
    return f"{module}.{code.co_name}" if module.startswith(_TOLD_BY_FUNCTION) else module


@functools.lru_cache(maxsize=1000)  # a submission may give its code any file's name
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
