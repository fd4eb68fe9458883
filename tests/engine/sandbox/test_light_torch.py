"""What of torch's own imports a process that was made light does without, and that nothing is missing from it."""

import json

import forked
import pytest

_SCRIPT = """
import inspect, json, sys
import torch
from autograder.sandbox.warmup import rehearse

def loaded():
    names = ("sympy", "torch._dynamo.convert_frame", "torch.distributed.tensor")
    return [name for name in names if name in sys.modules]

rehearse()
{program}
"""


def told_by(program):
    """What `program` prints as JSON in a light process."""
    done = forked.program(_SCRIPT.format(program=program))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_traces_steps_and_backward_passes_load_neither_compiler_nor_sympy_nor_distributed_tensors():
    program = """
w = torch.ones(2, requires_grad=True)
optimiser = torch.optim.Adam([w], lr=0.5)
(3 * w).backward(torch.tensor([1.0, 2.0]))
gradient = w.grad.tolist()
optimiser.step()
optimiser.zero_grad()
torch.autograd.gradcheck(torch.exp, w.detach().double().requires_grad_())
torch.func.grad(lambda x: x.exp().sum())(w.detach())
inspect.getmodule(inspect.currentframe())  # looks at every module
print(json.dumps([loaded(), gradient, w.round(decimals=3).tolist()]))
"""
    assert told_by(program) == [[], [3.0, 6.0], [0.5, 0.5]]


def test_what_courses_use_of_torch_works_as_ever():
    program = """
from torch.utils.checkpoint import checkpoint
x = torch.tensor([1.0, 2.0], requires_grad=True)
checkpoint(lambda y: y.square().sum(), x, use_reentrant=False).backward()
attention = torch.nn.MultiheadAttention(4, 2)
weights = attention(*[torch.ones(3, 1, 4)] * 3)[1].detach()
network = torch.nn.Sequential(torch.nn.LSTM(2, 3))
torch.nn.utils.clip_grad_norm_([x], 1.0)
scheduler = torch.optim.lr_scheduler.StepLR(torch.optim.SGD([x], lr=1.0), 1)
scheduler.optimizer.step()
scheduler.step()
second = torch.autograd.grad(torch.autograd.grad(x.pow(3).sum(), x, create_graph=True)[0].sum(), x)[0]
jacobian = torch.func.jacrev(torch.square)(torch.tensor([3.0, 4.0]))
mapped = torch.func.vmap(torch.sum)(torch.ones(2, 3))
told = [x.grad.norm().item(), weights.sum().item(), scheduler.get_last_lr(), second.shape, jacobian.tolist(), mapped.tolist()]
print(json.dumps(told, default=list))
"""
    norm, attention, rate, second, jacobian, mapped = told_by(program)
    assert (norm, attention) == (pytest.approx(1), pytest.approx(3))
    assert (rate, second, mapped) == ([pytest.approx(0.1)], [2], [3.0, 3.0])
    assert jacobian == [[6.0, 0.0], [0.0, 8.0]]


def test_a_call_without_gradients_loads_no_compiler():
    """Putting back the modes that a call may change must not touch those that it did not: one of them loads inductor."""
    program = """
from autograder.remote.executor import Executor
from autograder.remote.student import Student
student = Student(Executor({"f": torch.exp}))
with torch.no_grad():
    found = student.f(torch.zeros(2)).tolist()
print(json.dumps([loaded(), "torch._inductor" in sys.modules, torch.is_grad_enabled(), found]))
"""
    assert told_by(program) == [[], False, True, [1.0, 1.0]]


def test_a_gradient_of_another_shape_is_refused_as_ever():
    program = """
w = torch.ones(2, requires_grad=True)
try:
    (3 * w).backward(torch.ones(3))
except RuntimeError as error:
    print(json.dumps([loaded(), str(error)]))
"""
    loaded, message = told_by(program)
    assert loaded == []
    assert "grad_output[0] has a shape of torch.Size([3]) and output[0] has a shape of torch.Size([2])" in message


@pytest.mark.parametrize(
    ("program", "real"),
    [
        ("import torch._dynamo.eval_frame as frames\nassert frames.optimize", "torch._dynamo.convert_frame"),
        ("assert torch._dynamo.compiled_autograd.AutogradCompilerInstance", "torch._dynamo.convert_frame"),
        ("from torch.fx.experimental.symbolic_shapes import ShapeEnv\nShapeEnv()", "sympy"),
        ("from torch.fx.experimental import symbolic_shapes as s\nassert s.sym_eq([1, [2]], [1, [2]])", "sympy"),
    ],
)
def test_who_asks_for_more_gets_the_real_one(program, real):
    assert real in told_by(f"{program}\nprint(json.dumps(loaded()))")
