"""What a call may leave behind, each way of leaving it, and that nothing of it reaches the calls that follow."""

from types import SimpleNamespace
from typing import Any

import pytest
import torch

from autograder.checks import CheckFailed, assert_nothing_left_behind
from autograder.grading.reference import run_answer
from autograder.remote import surroundings
from autograder.remote.executor import Executor
from autograder.remote.student import Student

LEAVES = {
    "gradients off": ("torch.set_grad_enabled(False)", "is_grad_enabled"),
    "gradients off, by entering": ("torch.no_grad().__enter__()", "is_grad_enabled"),
    "a seed": ("torch.manual_seed(0)", "torch's random generator"),
    "a seed, then numbers": ("torch.manual_seed(0); torch.rand(3)", "torch's random generator"),
    "a seed from nowhere": ("torch.seed()", "torch's random generator"),
    "a state": ("torch.set_rng_state(STATE)", "torch's random generator"),
    "Python's seed": ("random.seed(1)", "Python's random generator"),
    "NumPy's seed": ("numpy.random.seed(1)", "NumPy's random generator"),
    "a default dtype": ("torch.set_default_dtype(torch.float64)", "default dtype"),
    "the default device, said": ('torch.set_default_device("cpu")', "cpu by set_default_device"),
    "a default device": ('torch.set_default_device("meta")', "default device"),
    "threads": ("torch.set_num_threads(torch.get_num_threads() + 1)", "get_num_threads"),
    "deterministic algorithms": ("torch.use_deterministic_algorithms(True)", "deterministic"),
    "anomaly detection": ("torch.autograd.set_detect_anomaly(True)", "anomaly"),
    "print options": ("torch.set_printoptions(precision=2)", "torch's print options"),
    "NumPy's print options": ("numpy.set_printoptions(precision=2)", "NumPy's print options"),
    "NumPy's errors": ('numpy.seterr(all="ignore")', "NumPy's reaction"),
}
HARMLESS = {
    "nothing": "pass",
    "a block": "with torch.no_grad(): X + 1",
    "numbers": "torch.rand(3); random.random(); numpy.random.rand(2)",
    "a seed in a fork": "with torch.random.fork_rng(devices=[]): torch.manual_seed(0); torch.rand(2)",
    "a state that is put back": "s = torch.get_rng_state(); torch.manual_seed(3); torch.set_rng_state(s)",
    "a generator of its own": "torch.rand(2, generator=torch.Generator().manual_seed(0))",
    "a layer": "torch.nn.Linear(2, 2)",
}


def called(line: str) -> None:
    options = torch._tensor_str.get_printoptions()
    source = (
        "import random, numpy, torch\nSTATE = torch.get_rng_state()\n"
        f"def double(X):\n    {line}\n    return 2 * X\ndef probe(X):\n    return torch.zeros(1), X * 2"
    )
    student = Student(Executor(run_answer("leaving", source).namespace), source)
    try:
        assert_nothing_left_behind(
            student, SimpleNamespace(double=lambda X: 2 * X), lambda ns, X: ns.double(X), torch.ones(2), of="double(X)"
        )
        zeros, doubled = student.probe(torch.ones(2, requires_grad=True))
        assert (zeros.dtype, zeros.device.type, doubled.requires_grad) == (torch.float32, "cpu", True)
    finally:
        torch.set_printoptions(**options)


@pytest.fixture(autouse=True)
def _numpys_own() -> Any:
    import numpy

    options, errors = numpy.get_printoptions(), numpy.geterr()
    before = surroundings.modes()
    yield
    assert surroundings.modes() == before
    numpy.set_printoptions(**options)
    numpy.seterr(**errors)


@pytest.mark.parametrize("name", LEAVES)
def test_what_is_left_behind_is_named(name: str) -> None:
    line, expected = LEAVES[name]
    with pytest.raises(CheckFailed, match=expected):
        called(line)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_leaves_nothing_behind_passes(name: str) -> None:
    called(HARMLESS[name])


def test_a_wrong_result_earns_nothing_by_leaving_nothing_behind() -> None:
    student = Student(Executor({"double": lambda X: X}))
    with pytest.raises(CheckFailed, match="should be 2"):
        assert_nothing_left_behind(
            student, SimpleNamespace(double=lambda X: 2 * X), lambda ns, X: ns.double(X), torch.ones(2), of="double(X)"
        )


def test_the_mode_of_a_module_is_seen() -> None:
    source = "import torch\nnet = torch.nn.Dropout(0.5)\ndef predict(X):\n    net.eval()\n    return net(X)\n"
    student = Student(Executor(run_answer("module", source).namespace), source)
    net = student.net.value()
    with pytest.raises(
        CheckFailed, match="the mode of the Dropout number 0 is evaluation afterwards, but was training"
    ):
        assert_nothing_left_behind(student, None, lambda ns, X: (net, ns.predict(X)), torch.ones(2), of="predict(X)")
