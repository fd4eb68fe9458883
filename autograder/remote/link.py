"""The conversation with one backend: what is sent, how the reply is joined to this process's graph, and a record of it."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from autograder.devices.present import present
from autograder.remote import wire
from autograder.remote.arguments import changed, fill, overwrite, stand_ins
from autograder.remote.autograd import (
    Backend,
    Join,
    JoinedDecoder,
    Record,
    RemoteCall,
    ReplyDecoder,
    believing_nothing,
    expect,
    outputs_in,
)
from autograder.remote.dtypes import DTYPE_NAMES
from autograder.remote.errors import SubmissionCrashed, SubmissionTimeout, Unrecorded
from autograder.remote.extent import assert_within, limit_for
from autograder.remote.handle import Handle, passed
from autograder.remote.inplace import mark_written, may_write
from autograder.remote.items import asked_for
from autograder.remote.mirrors import Mirrors
from autograder.remote.values import Decoder, Encoder, Opaque


@dataclass
class Trace:
    """What ran while tracing: ATen operators by name (`_softmax`, `exp`, ...), `optim.Adam` for optimiser steps.

    `libraries` are the modules of torch's from which operators were called (`torch.functional`), `nodes` the kinds of
    node in the graphs of the results (`MulBackward0`), `made` the operators that torch itself made of some of the `ops`
    (`dropout`), or that were hidden, and `elsewhere` those that ran in another thread of the submission's. `exchanged`
    are the parts of torch that a submission has put something else in the place of. With
    `chosen`, only calls for whose arguments it is true are traced.
    """

    chosen: Callable[[Sequence[object]], bool] | None = None

    ops: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    libraries: set[str] = field(default_factory=set)
    nodes: set[str] = field(default_factory=set)
    exchanged: set[str] = field(default_factory=set)

    def add(self, seen: list[tuple[str, int]]) -> None:
        """Takes over what one call of the submission ran, as its reply says it."""
        for name, count in seen:
            kind, _, rest = name.partition(" ")
            if kind == "made":
                self.made[rest] += count
            elif kind == "elsewhere":
                self.elsewhere[rest] += count
            elif kind == "in":
                self.libraries.add(rest)
            elif kind == "node":
                self.nodes.add(rest)
            elif kind == "exchanged":
                self.exchanged.add(rest)
            else:
                self.ops[name] += count

    def include(self, other: Trace) -> None:
        """Takes over what the other has seen."""
        self.ops += other.ops
        self.made += other.made
        self.elsewhere += other.elsewhere
        self.exchanged |= other.exchanged
        self.libraries |= other.libraries
        self.nodes |= other.nodes


class Link:
    """The conversation with one backend: mirrors of its tensors, records of its calls."""

    def __init__(self, backend: Backend, source: str) -> None:
        self.backend = backend
        self.source = source
        self.records: list[Record] = []
        self.trace: Trace | None = None
        self.left: list[wire.Left] | None = None
        self.seeding = True
        self._holds = False  # whether the other side keeps anything for this conversation
        self._mirrors = Mirrors()

    def get(self, name: str, target: int | None = None, *, plain: bool = False) -> Any:
        request = wire.Packet(wire.Get(name, target, plain))
        reply = self._answer(request)
        self.records.append(Record(request, reply))
        returned = expect(reply, wire.Returned)
        with believing_nothing():
            return self._decoder(reply.body, []).value(returned.result)

    def _answer(self, request: wire.Packet) -> wire.Packet:
        try:
            return self.backend.answer(request)
        except (SubmissionTimeout, SubmissionCrashed):
            self._holds = False  # what it kept ended with its process
            raise

    def end(self) -> None:
        """Lets the other side drop what it keeps for this conversation; its objects cannot be used any more."""
        if self._holds:
            with contextlib.suppress(SubmissionTimeout, SubmissionCrashed):
                self._answer(wire.Packet(wire.Forget()))

    def call(
        self, name: str, target: int | wire.FunctionV | None, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        encoder = Encoder(handle=lambda value: self._passed(value, encoder), remote=self._mirrors.handle_of)
        asked = self._request(name, target, args, kwargs, encoder)
        request = wire.Packet(asked, bytes(encoder.body))
        self._holds = self._holds or isinstance(target, wire.FunctionV)
        reply = self._answer(request)
        record = Record(request, reply, drew=getattr(self.backend, "drew", False))
        self.records.append(record)
        message = reply.message
        if asked.trace and isinstance(message, wire.Unrecorded):
            raise Unrecorded("a thread of its own worked beside it")
        if isinstance(message, wire.Raised):
            with believing_nothing():
                self._left_by(message.changed, reply.body, encoder.objects)
        returned = expect(reply, wire.Returned)
        if self.trace is not None:
            self.trace.add(returned.ops)
        if self.left is not None:
            self.left += returned.left
        with believing_nothing():
            return self._result(returned, reply.body, encoder.objects, record)

    def _passed(self, value: object, encoder: Encoder) -> wire.Value:
        encoded = passed(value, encoder.value)
        self._holds = self._holds or isinstance(encoded, wire.FunctionV)
        return encoded

    def _is_traced(self, arguments: Sequence[object]) -> bool:
        return self.trace is not None and (self.trace.chosen is None or self.trace.chosen(arguments))

    def _request(
        self,
        name: str,
        target: int | wire.FunctionV | None,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        encoder: Encoder,
    ) -> wire.Call:
        sync = self._mirrors.changes(encoder) if self._mirrors else []
        # First: which tensors are among the arguments, and so whether the call is traced, is known then.
        encoded = (
            [encoder.value(value) for value in args],
            [(key, encoder.value(value)) for key, value in kwargs.items()],
        )
        return wire.Call(
            name,
            *encoded,
            target,
            "inference" if torch.is_inference_mode_enabled() else "grad" if torch.is_grad_enabled() else "no_grad",
            DTYPE_NAMES[torch.get_default_dtype()],
            int(torch.randint(2**31, ()).item()) if self.seeding else None,
            self._is_traced(encoder.objects),
            sync,
            self._mirrors.handles() if self._mirrors else [],
            self.left is not None,
            asked_for.get(),
            present.get(),
        )

    def _result(self, returned: wire.Returned, body: bytes, objects: list[object], record: Record) -> Any:
        limit = limit_for(objects)
        left = self._left_by(returned.changed, body, objects)
        decoder = self._decoder(body, left)
        outputs = {number: decoder.tensor(value) for number, value in outputs_in(returned.result)}
        if len(outputs) != returned.outputs or sorted(outputs) != list(range(len(outputs))):
            raise wire.WireError("the differentiable results are not numbered")
        if outputs:
            request = record.request.message
            assert isinstance(request, wire.Call)
            inputs = [t for t in objects if isinstance(t, torch.Tensor)]
            mirrors = [self._mirrors.find(handle) for handle in request.wrt]
            inputs = [t for t in [*inputs, *mirrors] if t is not None and t.requires_grad]
            call = RemoteCall(self.backend, returned.call, [outputs[i] for i in range(len(outputs))], record)
            outputs = dict(enumerate(Join.apply(call, torch.zeros((), requires_grad=True), *inputs)))  # type: ignore[no-untyped-call]
        result = JoinedDecoder(body, left, self._object, self._mirrors.stand_for, outputs).value(returned.result)
        if type(result) is not torch.Tensor or not 0 < result.numel() <= limit.elements:
            assert_within(result, limit)
        return result

    def _left_by(self, changes: list[wire.Change], body: bytes, objects: list[object]) -> list[object]:
        """The call's `objects` as it left them: themselves where it changed nothing or may write, else what stands for
        them."""
        if not changes:
            return objects
        own = [(self._mirrors.find(change.handle), change.value) for change in changes if change.handle is not None]
        indices = [-1 if change.index is None else change.index for change in changes if change.handle is None]
        if not all(0 <= index < len(objects) for index in indices) or any(target is None for target, _ in own):
            raise SubmissionCrashed("InvalidReply", "a change of something that was not passed")
        handles = [change.handle for change in changes if change.handle is not None]
        if len(set(indices)) != len(indices) or len(set(handles)) != len(handles):
            raise SubmissionCrashed("InvalidReply", "two changes of one argument")
        values = dict(zip(indices, (change.value for change in changes if change.handle is None), strict=True))
        limit = limit_for(objects)
        left = stand_ins(objects, [index for index in indices if not may_write(objects[index])])
        decoder = self._decoder(body, left)
        for index in sorted(indices, key=lambda index: not isinstance(objects[index], torch.Tensor)):
            if left[index] is None:
                left[index] = changed(objects[index], values[index], decoder)
            else:
                overwrite(left[index], values[index], decoder)
                if left[index] is objects[index]:
                    mark_written(left[index])
        for target, value in own:
            overwrite(target, value, decoder, mirror=True)
        fill(left, objects, set(indices))
        assert_within([left[index] for index in indices], limit)
        self._mirrors.took_over([change.handle for change in changes if change.handle is not None])
        return left

    def _decoder(self, body: bytes, objects: list[object]) -> Decoder:
        return ReplyDecoder(body, known=objects, handle=self._object, mirror=self._mirrors.stand_for)

    def _object(self, value: Opaque) -> object:
        if not isinstance(value, wire.HandleV):
            raise wire.WireError("a name where an object is expected")
        self._holds = True
        return Handle(self, value.id, value.kind)
