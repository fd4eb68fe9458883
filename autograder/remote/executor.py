"""Answers the judge's requests on a namespace.

The host runs one on the submission's namespace, inside the sandbox. Judge and proof run one in their own process on
code that they trust (references, known answers, mutants), and `check` runs one in the learner's kernel: so that a
function behaves the same in all these places, down to which tensor of its arguments it changed.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import msgspec
import torch

from autograder.devices import simulated as devices
from autograder.remote import wire
from autograder.remote.conditions import Capped, Conditions, seed_generators
from autograder.remote.definitions import defined
from autograder.remote.items import first_items
from autograder.remote.objects import Objects
from autograder.remote.overwriting import write_into
from autograder.remote.plain import simplified
from autograder.remote.raising import raised
from autograder.remote.surroundings import differences, lasting, observed
from autograder.remote.threads import OtherThreads
from autograder.remote.trace import Trace
from autograder.remote.values import Decoder, Encoder, Opaque
from autograder.remote.watch import Watch

_NOTHING = contextlib.nullcontext()


class _Missing(NameError):
    """The judge asked for a name that the namespace does not have."""


_Missing.__name__ = "NameError"  # by which the judge is told


class Executor:
    """Executes requests on `namespace`; keeps the objects and graphs that the judge may still refer to.

    `catches` are the exceptions of the submission that become answers: in the sandbox all of them, in a learner's
    kernel not KeyboardInterrupt, which is the learner's way out of an endless loop. `told` puts one into words. With
    `all_threads` a traced call is seen in all threads of the process.
    """

    def __init__(
        self,
        namespace: Mapping[str, Any],
        *,
        catches: tuple[type[BaseException], ...] = (Exception, SystemExit),
        told: Callable[[BaseException], str] = str,
        all_threads: bool = False,
    ) -> None:
        self._others = OtherThreads() if all_threads else None
        self._names = self._namespace = namespace
        self._catches, self._told = catches, told
        self._objects = Objects()
        self._functions: dict[wire.FunctionV, Any] = {}
        self._calls = 0
        self._graphs: dict[int, tuple[list[torch.Tensor], list[torch.Tensor]]] = {}
        self._generator: torch.Tensor | None = None
        self._seed: int | None = None
        self._lasting: dict[str, str] = {}

    @property
    def drew(self) -> bool:
        """Whether the last call took random numbers from torch's generator: to set a seed is not to draw."""
        if self._generator is None or self._seed is None:
            return False
        return not torch.Generator().manual_seed(self._seed).get_state().equal(self._generator)

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
                self._objects.clear()
                self._functions.clear()
                self._graphs.clear()
                return wire.Packet(wire.Done())
        raise wire.WireError(f"not a request for an executor: {type(packet.message).__name__}")

    # -- requests

    def _call(self, call: wire.Call, body: bytes) -> wire.Packet:
        trace = Trace(Executor._call.__code__, self._others) if call.trace else None
        decoder = Decoder(body, handle=lambda value: self._argument(value, decoder), mirror=self._objects.own_tensor)
        self._lasting = self._lasting or lasting()
        try:
            with trace.carrying() if trace else _NOTHING:
                self._synchronise(call, decoder)
                args = [decoder.value(value) for value in call.args]
                kwargs = {name: decoder.value(value) for name, value in call.kwargs}
                watch = Watch(decoder, [self._objects.tensor(handle) for handle in call.wrt])
        except _Missing as error:
            return wire.Packet(raised(error, self._told, missing=True))
        stdout = Capped()
        try:
            function = self._resolve(call)
            # The trace is outermost: a submission may have exchanged parts of what stands inside.
            with trace or _NOTHING, self._random(call.seed), Conditions(call, stdout):
                before = self._surroundings() | self._lasting if call.look else {}
                result = function(*map(_made, args), **{name: _made(value) for name, value in kwargs.items()})
                if call.take:
                    result = first_items(result, call.take)
                left = differences(before, self._surroundings()) if call.look else []
            if trace and trace.unrecorded:
                return wire.Packet(wire.Unrecorded())
            with trace.carrying() if trace else _NOTHING:
                reply, outputs, body = self._returned(call, function, result, decoder, watch, left)
            ops = trace.seen(outputs) if trace else []
            return wire.Packet(msgspec.structs.replace(reply, ops=ops, stdout=stdout.getvalue()), body)
        except self._catches as error:
            encoder = Encoder(known=watch.numbers, handle=self._objects.keep)
            changed = watch.changes(encoder, call.wrt)
            missing = isinstance(error, _Missing)
            told = raised(error, self._told, changed=changed, stdout=stdout.getvalue(), missing=missing)
            return wire.Packet(told, bytes(encoder.body))

    def _returned(
        self,
        call: wire.Call,
        function: object,
        result: object,
        decoder: Decoder,
        watch: Watch,
        left: list[wire.Left],
    ) -> tuple[wire.Returned, list[torch.Tensor], bytes]:
        """The reply without what is known only afterwards, the differentiable results, and the bytes that go with it."""
        encoder = Encoder(known=watch.numbers, handle=self._objects.keep, remote=self._objects.handle_of)
        value = self._objects.keep(result) if _is_own(function, result) else encoder.value(result)
        outputs = list(encoder.outputs)
        changed = watch.changes(encoder, call.wrt)
        self._calls += 1
        if outputs:
            inputs = [t for t in decoder.objects if isinstance(t, torch.Tensor)]
            inputs += [self._objects.tensor(handle) for handle in call.wrt]
            self._graphs[self._calls] = (outputs, [t for t in inputs if t.requires_grad])
        return wire.Returned(value, self._calls, len(outputs), changed, left=left), outputs, bytes(encoder.body)

    def _get(self, get: wire.Get) -> wire.Packet:
        encoder = Encoder(known={}, handle=self._objects.keep, remote=self._objects.remember)
        try:
            found = self._resolve(get)
            value = encoder.value(simplified(found) if get.plain else found)
        except self._catches as error:
            return wire.Packet(raised(error, self._told, missing=isinstance(error, _Missing)))
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
            with self._random(None), devices.simulated() if devices.unready() else _NOTHING:
                grads = torch.autograd.grad(
                    [o for o, _ in pairs], inputs, [c for _, c in pairs], allow_unused=True, retain_graph=True
                )
        except self._catches as error:
            return wire.Packet(raised(error, self._told))
        encoder = Encoder(known={})
        encoded: list[wire.TensorV | None] = [None if grad is None else encoder.tensor(grad) for grad in grads]
        return wire.Packet(wire.Gradients(encoded), bytes(encoder.body))

    # -- what requests mean

    @contextlib.contextmanager
    def _random(self, seed: int | None) -> Iterator[None]:
        """Random numbers from `seed`, or from where the last block ended; the generator outside does not notice."""
        outside = torch.get_rng_state()
        if seed is not None:
            seed_generators(seed)
        elif self._generator is not None:
            torch.set_rng_state(self._generator)
        try:
            yield
        finally:
            self._generator, self._seed = torch.get_rng_state(), torch.initial_seed()
            torch.set_rng_state(outside)

    def _surroundings(self) -> dict[str, str]:
        return observed(self._objects.all())

    def _resolve(self, request: wire.Call | wire.Get) -> Any:
        if request.target is None:
            return self._named(request.name)
        if isinstance(request.target, wire.FunctionV):
            return self._function(request.target)
        target = self._objects.find(request.target)
        return getattr(target, request.name) if request.name else target

    def _function(self, text: wire.FunctionV) -> Any:
        if text not in self._functions:
            self._functions[text] = defined(text.name, text.source)
        return self._functions[text]

    def _named(self, name: str) -> object:
        if name not in self._namespace:
            raise _Missing(f"name '{name}' is not defined", name=name)
        return self._namespace[name]

    def _argument(self, value: Opaque, decoder: Decoder) -> object:
        match value:
            case wire.HandleV(id):
                return self._objects.find(id)
            case wire.FunctionV():
                return self._function(value)
            case wire.MakeV(name, args, kwargs):
                made = _ToMake(self._named(name), [decoder.value(part) for part in args], {})
                made.kwargs.update((key, decoder.value(part)) for key, part in kwargs)
                return made
        return self._named(value.name)

    def _synchronise(self, call: wire.Call, decoder: Decoder) -> None:
        """Takes over what the judge wrote into its mirrors of this namespace's tensors."""
        for change in call.sync:
            if change.handle is None or not isinstance(change.value, wire.TensorV):
                raise wire.WireError("a change of nothing")
            contents = decoder.tensor(msgspec.structs.replace(change.value, handle=None))
            grad = None if change.value.grad is None else decoder.tensor(change.value.grad)
            write_into(self._objects.tensor(change.handle), contents, grad, change.value.requires_grad)


@dataclass(frozen=True)
class _ToMake:
    """An argument that is made in the call itself, where the submission's code may run."""

    function: Any
    args: list[Any]
    kwargs: dict[str, Any]


def _made(argument: Any) -> Any:
    return argument.function(*argument.args, **argument.kwargs) if type(argument) is _ToMake else argument


def _is_own(function: object, result: object) -> bool:
    """Whether `function` is a class of the submission's that has made the result: an object, even if it is a kind of
    dict."""
    if not isinstance(function, type) or type(result) is not function or isinstance(result, torch.Tensor):
        return False
    return str(function.__module__).partition(".")[0] not in (*sys.stdlib_module_names, "torch", "numpy")


def _kept(namespace: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What the names stand for now, whatever a thread of the submission's gives them later; the function `name` with
    the code that it has now."""
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
