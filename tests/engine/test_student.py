"""A call through the proxy behaves like a local one."""

import random
import sys

import numpy
import pytest
import torch
from torch import nn

from autograder.devices.simulated import to_device
from autograder.remote.executor import Executor
from autograder.remote.inplace import inplace
from autograder.remote.student import MissingName, Student, SubmissionError, records_of, traced, unseeded


def student_with(**namespace):
    return Student(Executor(namespace))


def test_values_of_every_plain_kind_come_back_as_they_are():
    value = {"a": [1, 2.5, None, True, "x"], "b": (torch.arange(3), torch.float16), "big": 2**80, "c": 1 + 2j}
    got = student_with(f=lambda: value).f()
    assert torch.equal(got["b"][0], value["b"][0])
    assert got["b"][1] is torch.float16
    assert {k: got[k] for k in ("a", "big", "c")} == {k: value[k] for k in ("a", "big", "c")}


@pytest.mark.parametrize(
    "tensor",
    [
        torch.randn(3, 4).t(),
        torch.randn(1, 4).expand(3, 4),
        torch.randn(6, 8)[::2, ::3],
        torch.empty(0, 3),
        torch.tensor(5.0, dtype=torch.bfloat16),
        torch.tensor([True, False]),
    ],
    ids=["transposed", "expanded", "strided", "empty", "scalar", "bool"],
)
def test_inputs_keep_values_and_layout(tensor):
    seen = []
    student_with(f=seen.append).f(tensor)
    assert torch.equal(seen[0], tensor)
    assert seen[0].is_contiguous() == tensor.is_contiguous()
    assert [s == 0 for s in seen[0].stride()] == [s == 0 for s in tensor.stride()]


@pytest.mark.parametrize("transposed", [False, True])
def test_inputs_and_their_gradients_are_no_views_so_that_they_can_be_detached_in_place(transposed):
    def zero_grad(p):
        p.grad.detach_()
        p.grad.zero_()
        return p.detach_()

    p = (torch.ones(2, 3).t() if transposed else torch.ones(3, 2)).requires_grad_()
    p.grad = torch.ones(3, 2)
    inplace(student_with(f=zero_grad).f)(p)
    assert p.grad.tolist() == [[0, 0]] * 3


def test_inputs_have_memory_of_their_own_that_can_grow():
    def grow(small, other):
        torch.add(torch.ones(5), 1, out=small.resize_(0))
        return other

    small = torch.zeros(2)
    assert inplace(student_with(f=grow).f)(small, torch.ones(4)).tolist() == [1] * 4
    assert small.tolist() == [2] * 5


def test_modes_that_a_call_leaves_behind_are_put_back():
    def leave():
        torch.set_grad_enabled(False)
        torch.set_default_dtype(torch.float64)
        print("lost")
        sys.stdout = None

    before = sys.stdout
    student = student_with(f=leave, g=lambda: (torch.is_grad_enabled(), torch.get_default_dtype()))
    student.f()
    assert sys.stdout is before
    assert torch.is_grad_enabled()
    assert student.g() == (True, torch.float32)


@pytest.mark.parametrize(("mode", "grad"), [(torch.inference_mode, False), (torch.no_grad, False)])
def test_simulated_inputs_arrive_in_every_mode(mode, grad):
    X = to_device(torch.arange(6.0).reshape(2, 3), "sim")
    student = student_with(f=lambda X: (X * 2, torch.is_grad_enabled(), torch.is_inference_mode_enabled()))
    with mode():
        Y, enabled, inference = student.f(X)
    assert (Y.cpu().tolist(), Y.device.type) == ([[0, 2, 4], [6, 8, 10]], "sim")
    assert (enabled, inference) == (grad, mode is torch.inference_mode)


def test_changes_of_simulated_arguments_and_their_gradients_are_written_back():
    def step(p):
        with torch.no_grad():
            p -= p.grad
        p.grad.data.mul_(3)

    p = to_device(torch.tensor([1.0, 2.0]), "sim").requires_grad_()
    p.grad = to_device(torch.tensor([0.5, 0.25]), "sim")
    inplace(student_with(f=step).f)(p)
    assert p.detach().cpu().tolist() == [0.5, 1.75]
    assert p.grad.cpu().tolist() == [1.5, 0.75]


def test_gradients_flow_through_a_call():
    X = torch.randn(3, 4, dtype=torch.float64, requires_grad=True)
    student = student_with(f=lambda X: (X**2, X.sum()))
    squares, total = student.f(X)
    (grad,) = torch.autograd.grad([squares, total], X, [torch.ones_like(squares), torch.tensor(2.0, dtype=X.dtype)])
    torch.testing.assert_close(grad, 2 * X.detach() + 2)
    assert torch.autograd.gradcheck(student.f, X)


def test_a_severed_graph_is_severed_here_too():
    X = torch.randn(3, requires_grad=True)
    assert not student_with(f=lambda X: X.detach() * 2).f(X).requires_grad


def test_no_grad_is_carried():
    modes = []
    student = student_with(f=lambda: modes.append(torch.is_grad_enabled()))
    student.f()
    with torch.no_grad():
        student.f()
    assert modes == [True, False]


def test_the_default_dtype_is_carried_and_put_back():
    student = student_with(f=lambda: torch.zeros(1).dtype)
    torch.set_default_dtype(torch.float64)
    try:
        assert student.f() is torch.float64
    finally:
        torch.set_default_dtype(torch.float32)
    assert torch.zeros(1).dtype is torch.float32


def test_changes_of_arguments_are_written_back():
    def f(parameter, states, options):
        with torch.no_grad():
            parameter -= 1
        parameter.grad.zero_()
        states[0][:] = 7
        states.append("new")
        options["t"] += 1

    parameter = torch.ones(2, requires_grad=True)
    parameter.grad = torch.ones(2)
    states, options = [torch.zeros(2)], {"t": 1}
    kept = states[0]
    inplace(student_with(f=f).f)(parameter, states, options)
    assert parameter.tolist() == [0, 0]
    assert parameter.grad.tolist() == [0, 0]
    assert kept.tolist() == [7, 7]
    assert states[0] is kept
    assert states[1:] == ["new"]
    assert options == {"t": 2}


def test_a_write_through_data_is_written_back_too():
    X = torch.ones(2)
    inplace(student_with(f=lambda X: X.data.mul_(3).sum()).f)(X)
    assert X.tolist() == [3, 3]


@pytest.mark.parametrize("turn_off", [lambda p: p.requires_grad_(False), lambda p: p.detach_()])
def test_a_parameter_that_stops_requiring_gradients_does_so_here_too(turn_off):
    p = torch.ones(2, requires_grad=True)
    inplace(student_with(step=lambda p: turn_off(p).sub_(1)).step)(p)
    assert not p.requires_grad
    assert torch.equal(p, torch.zeros(2))


def test_turning_gradients_off_is_a_change_where_nothing_else_changes():
    p, q = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    off = student_with(step=lambda p: p.requires_grad_(False).sum())
    off.step(p)
    inplace(off.step)(q)
    assert p.requires_grad
    assert not q.requires_grad


def test_a_parameter_that_is_changed_under_no_grad_requires_gradients_as_before():
    p = torch.ones(2, requires_grad=True)
    inplace(student_with(step=torch.no_grad()(lambda p: p.sub_(1).sum())).step)(p)
    assert p.requires_grad


def test_a_result_that_is_an_argument_is_that_argument():
    X = torch.ones(2)
    assert student_with(f=lambda X: X).f(X) is X


def test_the_same_tensor_twice_is_one_tensor_there_too():
    X = torch.ones(2)
    assert student_with(f=lambda a, b: a is b).f(X, X) is True


def test_a_change_of_an_expanded_argument_is_written_back():
    row = torch.ones(1, 3)
    inplace(student_with(f=lambda X: float(X[0].mul_(2).sum())).f)(row.expand(4, 3))
    assert row.tolist() == [[2.0, 2.0, 2.0]]


def test_randomness_follows_this_process_generator():
    student = student_with(f=lambda: (torch.rand(3), random.random(), float(numpy.random.rand())))
    torch.manual_seed(5)
    first, second = student.f(), student.f()
    torch.manual_seed(5)
    again = student.f()
    assert torch.equal(first[0], again[0])
    assert first[1:] == again[1:]
    assert not torch.equal(first[0], second[0])


def test_unseeded_calls_go_on_with_the_submissions_own_random_numbers():
    def reseeds():
        drawn = torch.rand(3)
        torch.manual_seed(0)
        return drawn

    def restores():
        with torch.random.fork_rng(devices=[]):
            return torch.rand(3)

    student = student_with(plain=lambda: torch.rand(3), reseeds=reseeds, restores=restores)
    for name, repeats in (("plain", False), ("reseeds", True), ("restores", True)):
        draw = getattr(student, name)
        draw()
        with unseeded(student):
            draw()
            assert torch.equal(draw(), draw()) == repeats


def test_what_a_call_does_to_the_random_generator_stays_there():
    student = student_with(f=lambda: torch.manual_seed(0) and None)
    torch.manual_seed(5)
    student.f()
    after = torch.rand(3)
    torch.manual_seed(5)
    torch.randint(2**31, ())  # the seed of the call
    assert torch.equal(after, torch.rand(3))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3, 2))
        self.register_buffer("calls", torch.zeros(()))

    def forward(self, X):
        self.calls += 1
        return X @ self.weight


def test_parameters_of_the_submissions_modules_get_gradients():
    net = student_with(Net=Net).Net()
    (weight,) = list(net.parameters())
    X = torch.randn(5, 3)
    net(X).sum().backward()
    torch.testing.assert_close(weight.grad, X.t() @ torch.ones(5, 2))
    assert isinstance(weight, nn.Parameter)
    assert net.weight is weight


def test_what_the_judge_writes_into_a_parameter_arrives_and_buffers_come_back():
    net = student_with(Net=Net).Net()
    weight, calls = net.weight, net.calls
    with torch.no_grad():
        weight.mul_(3)
    X = torch.randn(5, 3)
    torch.testing.assert_close(net(X).detach(), X @ (3 * torch.ones(3, 2)))
    assert calls.item() == 1


def test_a_parameter_of_the_submissions_can_be_passed_back_with_other_arguments():
    layer = nn.Linear(2, 2)

    def f(weight, X, again, Y):
        X.add_(1)
        return weight is layer.weight is again, X is Y, (weight * X).sum()

    student = student_with(layer=layer, f=f)
    weight, X = student.layer.weight, torch.zeros(2)
    parameter, same, result = inplace(student.f)(weight, X, weight, X)
    assert parameter is True
    assert same is True
    assert X.tolist() == [1, 1]
    (grad,) = torch.autograd.grad(result, weight)
    assert grad.tolist() == [[1, 1], [1, 1]]


def test_generators_are_iterated_through_the_proxy():
    def batches():
        yield from (torch.full((2,), float(i)) for i in range(3))

    assert [batch[0].item() for batch in student_with(batches=batches).batches()] == [0, 1, 2]


def test_an_exception_comes_with_type_message_and_place():
    with pytest.raises(SubmissionError, match="ValueError: too small"):
        student_with(f=lambda: exec("raise ValueError('too small')")).f()


def test_a_name_that_is_not_defined_is_missing_but_one_inside_is_an_error():
    with pytest.raises(MissingName):
        student_with().softmax(1)
    with pytest.raises(SubmissionError) as caught:
        student_with(f=lambda: undefined).f()  # noqa: F821
    assert not isinstance(caught.value, MissingName)


def test_tracing_counts_operators_in_every_spelling():
    student = student_with(f=lambda X: nn.Softmax(dim=1)(X), g=lambda X: X.softmax(1), h=lambda X: X.exp())
    for name, expected in (("f", 1), ("g", 1), ("h", 0)):
        with traced(student) as trace:
            getattr(student, name)(torch.ones(2, 2))
        assert trace.ops["_softmax"] == expected


def test_tracing_sees_torchs_own_optimisers():
    def f(p):
        p.grad = torch.ones_like(p)
        torch.optim.Adam([p]).step()

    student = student_with(f=f)
    with traced(student) as trace:
        student.f(torch.ones(2, requires_grad=True))
    assert trace.ops["optim.Adam"] == 1


def test_calls_are_recorded_with_their_products():
    student = student_with(f=lambda X: X * 2)
    X = torch.ones(2, requires_grad=True)
    student.f(X).sum().backward()
    (record,) = records_of(student)
    assert record.request.message.name == "f"
    assert len(record.products) == 1


@pytest.mark.parametrize(
    "value",
    [
        torch.ones(2).to_sparse(),
        torch.empty(2, device="meta"),
        object(),
        numpy.ones(2),
        {1, 2},
    ],
    ids=["sparse", "meta", "object", "numpy", "set"],
)
def test_what_is_no_plain_data_stays_an_opaque_object(value):
    got = student_with(f=lambda: value).f()
    assert type(value).__name__ in repr(got)


def test_a_cyclic_result_ends():
    cycle = []
    cycle.append(cycle)
    student_with(f=lambda: cycle).f()
