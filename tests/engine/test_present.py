"""Several devices: as many as a test says, and simulated ones that refuse to mix."""

from types import SimpleNamespace

import pytest
import torch

from autograder.checks import CheckFailed, agree, assert_close, devices_present
from autograder.checks.copies import copied
from autograder.devices.simulated import to_device
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError


def try_gpu(i=0):
    return torch.device(f"cuda:{i}") if torch.cuda.device_count() >= i + 1 else torch.device("cpu")


def try_accelerator(i=0):
    if not torch.accelerator.is_available() or i >= torch.accelerator.device_count():
        return torch.device("cpu")
    return torch.device(torch.accelerator.current_accelerator().type, i)


def try_all_gpus():
    found = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]
    return found if torch.cuda.is_available() else [torch.device("cpu")]


def sides(function, reference):
    return Student(Executor({"f": function})), SimpleNamespace(f=reference)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_chosen_device_is_judged_with_any_number_of_them(count):
    before = torch.cuda.device_count(), torch.accelerator.is_available()
    with devices_present(count):
        for i in range(4):
            agree(*sides(try_accelerator, try_gpu), lambda ns, i: ns.f(i), i)
        assert len(Student(Executor({"f": try_all_gpus})).f()) == max(count, 1)
        assert Student(Executor({"f": try_gpu})).f(2) == torch.device("cuda:2" if count > 2 else "cpu")
    assert (torch.cuda.device_count(), torch.accelerator.is_available()) == before
    assert Student(Executor({"f": try_gpu})).f(2).type == ("cuda" if torch.cuda.device_count() > 2 else "cpu")


def test_one_that_is_off_by_one_shows():
    with devices_present(2), pytest.raises(CheckFailed):
        agree(*sides(lambda i: try_gpu(i - 1), try_gpu), lambda ns, i: ns.f(i), 2)


def test_simulated_ones_are_told_by_the_accelerator_and_can_be_used():
    with devices_present(3, "sim"):
        student, _ = sides(lambda X, i: X.to(try_accelerator(i)) * 2, None)
        assert [str(student.f(torch.ones(2), i).device) for i in range(4)] == ["sim:0", "sim:1", "sim:2", "cpu"]
        assert try_gpu(0).type == "cpu"


def test_there_is_no_other_kind():
    for count, kind in ((1, "mps"), (-1, "cuda")):
        with pytest.raises(ValueError, match="0 or more"), devices_present(count, kind):
            pass


def test_tensors_of_two_simulated_devices_do_not_mix():
    X, Y = (to_device(torch.ones(2), device) for device in ("sim:0", "sim:1"))
    with pytest.raises(RuntimeError, match="two devices, sim:0 and sim:1"):
        X + Y
    assert (Y * 2).device == torch.zeros(2, device="sim:1").device == Y.new_zeros(3).device
    assert (X + Y.to(X.device)).tolist() == [2, 2]
    assert X.copy_(Y).device.index == 0


def test_gradients_go_from_one_to_the_other():
    w = to_device(torch.ones(2), "sim:1").requires_grad_()
    (w.to("sim:0") * 3).sum().backward()
    assert w.grad.device == w.device
    assert w.grad.tolist() == [3, 3]
    layer = torch.nn.Linear(2, 2).to("sim:2")
    assert str(layer.weight.device) == str(copied(layer.weight.detach()).device) == "sim:2"


def test_the_number_of_the_device_crosses_and_is_compared():
    student, reference = sides(lambda X: X.to("sim:1"), lambda X: X.to("sim:1"))
    X = to_device(torch.ones(2), "sim:3")
    agree(student, reference, lambda ns, X: ns.f(X), X)
    agree(*sides(lambda X: X * 2, lambda X: X * 2), lambda ns, X: ns.f(X), X)
    with pytest.raises(CheckFailed, match="sim:1"):
        assert_close(student.f(X), X)
    with pytest.raises(SubmissionError, match="two devices, sim:3 and sim:1"):
        Student(Executor({"f": lambda X: X + X.to("sim:1")})).f(X)
