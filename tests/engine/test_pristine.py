"""What is held against a submission of what has changed in torch, and what is not."""

import importlib
import pathlib
import pickle
import re

import pytest
import torch

from autograder.remote import pristine
from autograder.sandbox.policy import HOST_MODULES

pytestmark = pytest.mark.filterwarnings("ignore")  # torch's own, of what is old and what is overridden


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """For this test alone: other tests of this process look at torch as it is then."""
    monkeypatch.setattr(pristine, "_before", {})
    monkeypatch.setattr(pristine, "_kernels", set())
    pristine.remember()


def test_ordinary_use_and_imports_change_nothing():
    importlib.import_module("torch.utils.benchmark")  # puts a module into torch's own
    pickle.dumps(torch.ones(2))
    torch.set_default_dtype(torch.float64)
    torch.set_default_dtype(torch.float32)
    torch.func.jacrev(torch.sin)(torch.ones(2))
    torch.nn.functional.upsample(torch.ones(1, 1, 2, 2), scale_factor=2)
    assert list(pristine.exchanged()) == []


@pytest.mark.parametrize(
    "name", ["torch.from_numpy", "torch.linalg.norm", "torch.special.own", "torch.Tensor.norm", "torch.Tensor.own"]
)
def test_another_function_and_a_new_one_are_told(monkeypatch, name):
    part, _, key = name.rpartition(".")
    monkeypatch.setattr(pristine._PARTS[part], key, len, raising=False)
    assert list(pristine.exchanged()) == [name]


def test_every_function_of_torchs_that_is_used_beside_a_submission_is_looked_at():
    package = pathlib.Path(pristine.__file__).parents[1]
    files = [package / name for name in HOST_MODULES if name.startswith(("remote/", "devices/"))]
    used = {name for path in files for name in re.findall(r"\btorch\.(\w+)\(", path.read_text())}
    functions = {name for name in used if not isinstance(getattr(torch, name, type), type)}
    assert functions - {"manual_seed"} <= set(pristine._USED)  # that one torch's own compiler exchanges


def test_another_kernel_of_an_operator_is_told():
    kernels = torch.library.Library("aten", "IMPL")
    kernels.impl("digamma", lambda X: X, "CPU")
    assert list(pristine.exchanged()) == ["torch.ops.aten.digamma.CPU"]
    kernels._destroy()
    assert list(pristine.exchanged()) == []
