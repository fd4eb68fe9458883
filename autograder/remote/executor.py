"""Answers the judge's requests on a namespace.

The host runs one on the submission's namespace, inside the sandbox. The judge runs one in its own process on code that it
trusts (references, known answers, mutants), and `check` runs one in the learner's kernel: so that a function behaves the
same in all three places, down to which tensor of its arguments it changed.
"""

from __future__ import annotations

import contextlib
import io
import linecache
import random
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from types import FunctionType
from typing import Any

import numpy
import torch

from autograder.devices import simulated as devices
from autograder.remote import wire
from autograder.remote.plain import simplified
from autograder.remote.surroundings import differences, lasting, modes, observed, put_back
from autograder.remote.trace import Trace
from autograder.remote.values import DTYPES, Decoder, Encoder, is_parameter
from autograder.remote.watch import Watch

_OBJECTS = 10_000
_STDOUT = 10_000
_NOTHING = contextlib.nullcontext()


class Executor:
    """Executes requests on `namespace`; keeps the objects and graphs that the judge may still refer to.

    `catches` are the exceptions of the submission that become answers: in the sandbox all of them, in a learner's kernel
    not KeyboardInterrupt, which is the learner's way out of an endless loop. `told` puts one into words.
    """

    def __init__(
        self,
        namespace: Mapping[str, Any],
        *,
        catches: tuple[type[BaseException], ...] = (Exception, SystemExit),
        told: Callable[[BaseException], str] = str,
    ) -> None:
        self._names = self._namespace = namespace
        self._catches, self._told = catches, told
        self._handles: dict[int, object] = {}
        self._ids: dict[int, int] = {}
        self._calls = 0
        self._graphs: dict[int, tuple[list[torch.Tensor], list[torch.Tensor]]] = {}
        self._generator: torch.Tensor | None = None
        self._lasting: dict[str, str] = {}

    def answer(self, packet: wire.Packet) -> wire.Packet:
        """The reply to a Call, Get, Vjp, Reach or Forget; what the submission raises becomes Raised (see `catches`)."""
        match packet.message:
            case wire.Call():
                return self._call(packet.message, packet.body)
            case wire.Get():
                return self._get(packet.message)
            case wire.Vjp():
                return self._vjp(packet.message, packet.body)
            case wire.Reach():
                self._namespace = _kept(self._names, packet.message.name)
                return wire.Packet(wire.Done())
            case wire.Forget():
                self._handles.clear()
                self._ids.clear()
                self._graphs.clear()
                return wire.Packet(wire.Done())
        raise wire.WireError(f"not a request for an executor: {type(packet.message).__name__}")

    # -- requests

    def _call(self, call: wire.Call, body: bytes) -> wire.Packet:
        decoder = Decoder(body, handle=self._object, mirror=self._own_tensor)
        self._synchronise(call, decoder)
        self._lasting = self._lasting or lasting()
        args = [decoder.value(value) for value in call.args]
        kwargs = {name: decoder.value(value) for name, value in call.kwargs}
        watch = Watch(decoder, [self._tensor(handle) for handle in call.wrt])
        stdout = _Capped()
        trace = Trace(Executor._call.__code__) if call.trace else None
        try:
            function = self._resolve(call)
            simulated = any(map(devices.is_simulated, decoder.objects))
            with self._random(call.seed), _Conditions(call, simulated, stdout), trace or _NOTHING:
                before = self._surroundings() | self._lasting if call.look else {}
                result = function(*args, **kwargs)
                left = differences(before, self._surroundings()) if call.look else []
            return self._returned(call, result, decoder, watch, stdout, trace, left)
        except self._catches as error:
            encoder = Encoder(known=watch.numbers, handle=self._keep)
            changed = watch.changes(encoder, call.wrt)
            raised = _raised(
                error, self._told, changed=changed, stdout=stdout.getvalue(), name=call.name, target=call.target
            )
            return wire.Packet(raised, bytes(encoder.body))

    def _returned(
        self,
        call: wire.Call,
        result: object,
        decoder: Decoder,
        watch: Watch,
        stdout: _Capped,
        trace: Trace | None,
        left: list[wire.Left],
    ) -> wire.Packet:
        encoder = Encoder(known=watch.numbers, handle=self._keep, remote=self._handle_of)
        value = encoder.value(result)
        outputs = list(encoder.outputs)
        changed = watch.changes(encoder, call.wrt)
        self._calls += 1
        if outputs:
            inputs = [t for t in decoder.objects if isinstance(t, torch.Tensor)]
            inputs += [self._tensor(handle) for handle in call.wrt]
            self._graphs[self._calls] = (outputs, [t for t in inputs if t.requires_grad])
        ops = trace.seen(outputs) if trace else []
        reply = wire.Returned(value, self._calls, len(outputs), changed, ops, stdout.getvalue(), left)
        return wire.Packet(reply, bytes(encoder.body))

    def _get(self, get: wire.Get) -> wire.Packet:
        encoder = Encoder(known={}, handle=self._keep, remote=self._remember)
        try:
            found = self._resolve(get)
            value = encoder.value(simplified(found) if get.plain else found)
        except self._catches as error:
            return wire.Packet(_raised(error, self._told, name=get.name, target=get.target))
        return wire.Packet(wire.Returned(value), bytes(encoder.body))

    def _vjp(self, vjp: wire.Vjp, body: bytes) -> wire.Packet:
        if vjp.call not in self._graphs:
            raise wire.WireError(f"no call {vjp.call}")
        outputs, inputs = self._graphs[vjp.call]
        decoder = Decoder(body)
        pairs = [
            (output, decoder.tensor(cotangent))
            for output, cotangent in zip(outputs, vjp.cotangents, strict=True)
            if cotangent is not None
        ]
        try:
            simulated = any(devices.is_simulated(output) for output, _ in pairs)
            with self._random(None), devices.simulated() if simulated else _NOTHING:
                grads = torch.autograd.grad(
                    [o for o, _ in pairs], inputs, [c for _, c in pairs], allow_unused=True, retain_graph=True
                )
        except self._catches as error:
            return wire.Packet(_raised(error, self._told))
        encoder = Encoder(known={})
        encoded: list[wire.TensorV | None] = [None if grad is None else encoder.tensor(grad) for grad in grads]
        return wire.Packet(wire.Gradients(encoded), bytes(encoder.body))

    # -- objects

    @contextlib.contextmanager
    def _random(self, seed: int | None) -> Iterator[None]:
        """Random numbers from `seed`, or from where the last block ended; the generator outside does not notice."""
        outside = torch.get_rng_state()
        if seed is not None:
            torch.default_generator.manual_seed(seed)  # torch.manual_seed formats stack traces: 0.7 ms under pytest
            if torch.cuda.is_initialized():
                torch.cuda.manual_seed_all(seed)
            random.seed(seed)
            numpy.random.seed(seed % 2**32)
        elif self._generator is not None:
            torch.set_rng_state(self._generator)
        try:
            yield
        finally:
            self._generator = torch.get_rng_state()
            torch.set_rng_state(outside)

    def _surroundings(self) -> dict[str, str]:
        return observed(self._handles.values())

    def _resolve(self, request: wire.Call | wire.Get) -> Any:
        if request.target is not None:
            target = self._object(wire.HandleV(request.target, ""))
            return getattr(target, request.name) if request.name else target
        if request.name not in self._namespace:
            raise NameError(f"name '{request.name}' is not defined", name=request.name)
        return self._namespace[request.name]

    def _object(self, handle: wire.HandleV) -> object:
        if handle.id not in self._handles:
            raise wire.WireError(f"no object {handle.id}")
        return self._handles[handle.id]

    def _tensor(self, handle: int) -> torch.Tensor:
        tensor = self._object(wire.HandleV(handle, ""))
        if not isinstance(tensor, torch.Tensor):
            raise wire.WireError(f"object {handle} is no tensor")
        return tensor

    def _keep(self, value: object) -> wire.HandleV:
        return wire.HandleV(self._id(value), type(value).__name__[:100])

    def _id(self, value: object) -> int:
        if id(value) not in self._ids:
            if len(self._handles) >= _OBJECTS:
                raise MemoryError(f"more than {_OBJECTS} objects handed out")
            self._ids[id(value)] = len(self._handles)
            self._handles[self._ids[id(value)]] = value  # alive, so its id() stays its own
        return self._ids[id(value)]

    def _remember(self, tensor: torch.Tensor) -> int | None:
        return self._id(tensor) if tensor.is_leaf else None

    def _handle_of(self, tensor: torch.Tensor) -> int | None:
        return self._id(tensor) if is_parameter(tensor) else self._ids.get(id(tensor))

    def _own_tensor(self, value: wire.TensorV, contents: torch.Tensor) -> torch.Tensor:
        assert value.handle is not None
        return self._tensor(value.handle)

    def _synchronise(self, call: wire.Call, decoder: Decoder) -> None:
        """Takes over what the judge wrote into its mirrors of this namespace's tensors."""
        for change in call.sync:
            if change.handle is None or not isinstance(change.value, wire.TensorV):
                raise wire.WireError("a change of nothing")
            with torch.no_grad():
                self._tensor(change.handle).copy_(decoder.tensor(change.value))


def _kept(namespace: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What the names stand for now, whatever a thread of the submission's gives them later; the function `name` with the
    code that it has now."""
    names = dict(namespace)
    function = names.get(name)
    if type(function) is FunctionType:
        copy = FunctionType(
            function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
        )
        copy.__kwdefaults__ = function.__kwdefaults__ and dict(function.__kwdefaults__)
        vars(copy).update(vars(function))
        names[name] = copy
    return names


class _Conditions:
    """In the block: the grad mode, default dtype and device of the judge's side of the call; what is printed is kept.
    Afterwards the modes are what they were before, whatever the call left.

    Most calls find everything as it should be, and leave it so; there this does next to nothing.
    """

    def __init__(self, call: wire.Call, simulated: bool, stdout: io.StringIO) -> None:
        self._call, self._simulated, self._stdout = call, simulated, stdout
        self._modes: contextlib.ExitStack | None = None

    def __enter__(self) -> None:
        self._before, self._stdout_before = modes(), sys.stdout
        inference = self._call.grad == "inference"
        if inference or self._simulated:
            self._modes = contextlib.ExitStack()
            self._modes.enter_context(torch.inference_mode() if inference else _NOTHING)
            self._modes.enter_context(devices.simulated() if self._simulated else _NOTHING)
        _set(DTYPES[self._call.dtype], torch.is_grad_enabled() if inference else self._call.grad == "grad")
        sys.stdout = self._stdout

    def __exit__(self, *exc_info: Any) -> None:
        sys.stdout = self._stdout_before
        if self._modes is not None:
            self._modes.close()
        put_back(self._before)


def _set(dtype: torch.dtype, grad: bool) -> None:
    if torch.get_default_dtype() is not dtype:
        torch.set_default_dtype(dtype)
    if torch.is_grad_enabled() is not grad:
        torch.set_grad_enabled(grad)


class _Capped(io.StringIO):
    """Keeps the first characters that are printed and drops the rest."""

    def write(self, text: str) -> int:
        room = _STDOUT - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


def _raised(
    error: BaseException,
    told: Callable[[BaseException], str],
    *,
    changed: list[wire.Change] | None = None,
    stdout: str = "",
    name: str = "",
    target: int | None = None,
) -> wire.Raised:
    missing = isinstance(error, NameError) and target is None and getattr(error, "name", None) == name != ""
    try:
        message = told(error)[:2000]
    except Exception:  # noqa: BLE001  __str__ is the submission's code
        message = "(its message cannot be shown)"
    return wire.Raised(type(error).__name__[:100], message, _own_lines(error), missing, changed or [], stdout)


def _own_lines(error: BaseException) -> list[str]:
    """The lines of the submission in the traceback, innermost last: `line 3: return X.exp()`."""
    lines = []
    for frame, number in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if _is_submitted(code.co_filename):
            text = linecache.getline(code.co_filename, number).strip()
            lines.append(f"{code.co_name}, line {number}: {text[:200]}")
    return lines[-5:]


def _is_submitted(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith("<ipython-input") or filename.startswith("<answer")
