"""What every submission's first calls would do, done once before a process forks: by the warm process, and by the
judges'."""

from __future__ import annotations

from typing import Any

import torch

from autograder.devices import simulated as devices
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.values import Encoder
from autograder.sandbox import eager, light_torch

_OPERATORS = """_local_scalar_dense _log_softmax _softmax _to_copy _unsafe_view abs add add_ addcdiv_ addcmul_ addmm amax any
    arange argmax bernoulli bernoulli_ bmm cat clamp clone convolution copy_ detach div div_ empty empty_like eq exp expand
    fill_ full full_like ge gt index index_put_ le lerp_ linear log logical_and logical_not lt masked_fill masked_fill_ max
    maximum mean mm mul mul_ native_batch_norm neg normal_ ones ones_like permute pow rand rand_like randn_like reciprocal
    relu repeat reshape rsqrt rsub scalar_tensor select sigmoid slice split sqrt sqrt_ squeeze stack sub sub_ sum t tanh
    transpose tril uniform_ unsqueeze var view where zero_ zeros zeros_like""".split()


def rehearse(*, backward: bool = True) -> None:
    """Does once what every submission's first calls would do: numpy's, random's and autograd's first uses cost
    something. Run before a process forks, and before `devices.register()`.

    A process that knows a device besides the CPU and will fork does without `backward`: torch starts a thread for such
    a device at the first backward pass, and a forked child of a process with such threads cannot run any. With it, the
    simulated device is made known afterwards.
    """
    light_torch.lighten()
    eager.run_eagerly()
    with light_torch.without_distributed_tensors():
        _rehearse(backward)


def _rehearse(backward: bool) -> None:
    executor = Executor({"f": _rehearsed})
    X = torch.ones(2, 2, requires_grad=True)
    for mode in ({}, {"trace": True}, {"look": True}, {"grad": "no_grad"}, {"grad": "inference", "dtype": "float64"}):
        _succeed(executor.answer(_rehearsal(X, **mode)))
    for operator in _OPERATORS:  # each is looked up when it is first traced, or first runs on the simulated device
        packet = getattr(torch.ops.aten, operator)
        for overload in packet.overloads():
            getattr(packet, overload)
    if not backward:
        return
    cotangent = Encoder(known={})
    product = wire.Vjp(1, [cotangent.tensor(torch.ones(2, 2))])
    _succeed(executor.answer(wire.Packet(product, bytes(cotangent.body))))
    devices.register()
    _succeed(executor.answer(_rehearsal(devices.to_device(X, "sim"))))


def _succeed(reply: wire.Packet) -> None:
    """A call that fails here leaves to the first real one what it should have loaded; nobody would notice."""
    if isinstance(reply.message, wire.Raised):
        raise RuntimeError(f"the rehearsal of a call failed: {reply.message.kind}: {reply.message.message}")


def _rehearsed(X: torch.Tensor, others: list[torch.Tensor]) -> Any:
    with torch.no_grad():
        for other in others:
            other += 1
    return (X * 2).exp(), {"others": others, "size": 1.5}


def _rehearsal(X: torch.Tensor, **mode: Any) -> wire.Packet:
    encoder = Encoder()
    others = [torch.ones(2, 2, dtype=dtype, device=X.device) for dtype in (torch.float32, torch.float64, torch.int64)]
    arguments = [encoder.value(X), encoder.value(others)]
    return wire.Packet(wire.Call("f", arguments, [], **mode), bytes(encoder.body))
