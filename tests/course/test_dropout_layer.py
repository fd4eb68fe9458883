"""The reference of dropout_layer against torch's own, and the facts that its grader rests on."""

import contextlib
from pathlib import Path

import nbformat
import pytest
import torch
from torch.nn import functional

from autograder.checks import CheckFailed
from autograder.checks.battery import battery
from autograder.checks.rng import Rng
from autograder.course.modules import load_module
from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source
from autograder.remote.executor import Executor
from autograder.remote.student import Student

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "graders/multilayer-perceptrons/dropout_layer"
NOTEBOOK = ROOT / "solutions" / "multilayer-perceptrons" / "dropout.ipynb"


@pytest.fixture(scope="module")
def dropout_layer():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("dropout_layer", reference_source(notebook)).namespace["dropout_layer"]


@pytest.fixture(autouse=True)
def _same_masks_in_every_run():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        yield


@pytest.mark.parametrize("dropout", [0.0, 0.3, 0.9, 1.0])
def test_the_reference_is_distributed_like_torchs(dropout_layer, dropout):
    X = torch.full((300, 300), 2.0)
    for drop in (dropout_layer, functional.dropout):
        Y = drop(X, dropout)
        assert set(Y.unique().tolist()) <= {0.0, torch.tensor(2 / (1 - dropout) if dropout < 1 else 0.0).item()}
        assert (Y == 0).double().mean().item() == pytest.approx(dropout, abs=0.01)


@pytest.mark.parametrize("dropout", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
def test_its_gradient_uses_the_mask_of_its_values(dropout_layer, dtype, dropout):
    X = torch.rand(5, 6, dtype=dtype).add(0.5).requires_grad_()
    cotangent = torch.randn(5, 6, dtype=dtype)
    Y = dropout_layer(X, dropout)
    assert Y.dtype == dtype
    scale = (Y != 0) / (1 - dropout) if dropout < 1 else torch.zeros(5, 6)
    torch.testing.assert_close(Y, (X * scale).to(dtype))
    if dropout < 1:
        (gradient,) = torch.autograd.grad(Y, X, cotangent)
        torch.testing.assert_close(gradient, (cotangent * scale).to(dtype))


@pytest.mark.parametrize("dropout", [-0.01, 1.01, float("nan")])
def test_it_refuses_what_is_no_probability(dropout_layer, dropout):
    with pytest.raises(ValueError, match="probability"):
        dropout_layer(torch.ones(2), dropout)


def test_torchs_generator_decides_the_mask(dropout_layer):
    X = torch.ones(20, 20)
    masks = []
    for seed in (1, 1, 2):
        torch.manual_seed(seed)
        masks.append(dropout_layer(X, 0.5))
    assert torch.equal(masks[0], masks[1])
    assert not torch.equal(masks[0], masks[2])


def test_where_hides_a_division_by_zero_from_values_but_not_from_gradients():
    X = torch.ones(3, requires_grad=True)
    Y = torch.where(torch.zeros(3, dtype=torch.bool), X / 0.0, torch.zeros(3))
    (gradient,) = torch.autograd.grad(Y.sum(), X)
    assert torch.equal(Y, torch.zeros(3))
    assert gradient.isnan().all()


def test_one_random_number_for_each_element_is_fine_but_a_whole_row_of_the_mask_for_each_costs_too_much():
    test = battery(load_module(FOLDER / "contract.py").contract)["test_cost"]
    loop = "for x in X.flatten(): {}\n    return X * (torch.rand(X.shape) > dropout) / (1 - dropout)"
    for step, fine in (("torch.rand(1)", True), ("[torch.rand(1) for _ in X[0]]", False)):
        source = f"import torch\n\ndef dropout_layer(X, dropout):\n    {loop.format(step)}\n"
        student = Student(Executor(run_answer("dropout", source).namespace), source)
        with contextlib.nullcontext() if fine else pytest.raises(CheckFailed, match="times as many"):
            test(student, None, Rng("cost"))


STATISTICS = ("test_share", "test_independent_elements", "test_fresh_masks_in_a_row", "test_without_gradients")


def failures(answer, seed):
    """The statistical tests that a known answer fails, with their messages, when masks are drawn after this seed."""
    grader = vars(load_module(FOLDER / "test_hidden.py"))
    source = (FOLDER / "answers" / f"{answer}.py").read_text()
    student = Student(Executor(run_answer("dropout", source).namespace), source)
    torch.manual_seed(seed)
    found = {}
    for name in STATISTICS:
        try:
            grader[name](student, "cpu")
        except CheckFailed as failed:
            found[name] = str(failed)
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("answer", "axis"), [("wrong_one_mask_for_all_rows", 0), ("wrong_whole_rows", 1), ("wrong_whole_rows_like", 1)]
)
def test_a_mask_that_is_shared_along_an_axis_is_seen_as_that_and_nothing_else_is_left_to_chance(answer, axis, seed):
    failed = failures(answer, seed)
    assert list(failed) == ["test_independent_elements"]
    assert f"elements along axis {axis} are always dropped together" in failed["test_independent_elements"]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("answer", ["wrong_normal_noise", "wrong_keep_probability_bernoulli", "wrong_two_masks"])
def test_a_wrong_share_of_independent_elements_is_no_dependence(answer, seed):
    assert set(failures(answer, seed)) == {"test_share"}
