"""A process's first calls: they take no longer than those that follow, since what torch loads late was loaded before."""

import forked

FIRST_CALLS = """
import sys
import torch
from autograder.devices import simulated
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.values import Encoder
from autograder.sandbox.warmup import rehearse

rehearse()
loaded = set(sys.modules)
X = torch.ones(2, 3, requires_grad=True)
simulated_X = simulated.to_device(torch.ones(2, 3), "sim")
modes = [{}, {"trace": True}, {"look": True}, {"dtype": "float64"}]
modes += [{"grad": grad, **more} for grad in ("no_grad", "inference") for more in ({}, {"trace": True}, {"look": True})]
for argument in (X, simulated_X):
    for mode in modes:
        encoder = Encoder()
        call = wire.Call("f", [encoder.value(argument)], [], seed=1, **mode)
        executor = Executor({"f": lambda X: (X - X.mean(0)) * torch.rand(2, 3, device=X.device)})
        reply = executor.answer(wire.Packet(call, bytes(encoder.body))).message
        assert isinstance(reply, wire.Returned), (mode, reply)
        print("ok", *sorted(set(sys.modules) - loaded))
"""

FAILING_REHEARSAL = """
from autograder.sandbox import warmup

def broken(X, others):
    raise ImportError("nothing of that name")

warmup._rehearsed = broken
warmup.rehearse()
"""


def test_a_first_call_of_any_kind_loads_no_module() -> None:
    """The first one without gradients used to load torch's compiler: a second, which ended a diagnosis without its hint."""
    done = forked.program(FIRST_CALLS)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["ok"] * 20


def test_a_rehearsal_that_fails_says_so() -> None:
    done = forked.program(FAILING_REHEARSAL)
    assert done.returncode != 0
    assert "the rehearsal of a call failed: ImportError: nothing of that name" in done.stderr
