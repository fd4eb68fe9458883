"""The reference of softmax against torch's own, and the facts that its grader rests on."""

from pathlib import Path

import nbformat
import pytest
import torch

from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "linear-networks" / "softmax.ipynb"


@pytest.fixture(scope="module")
def softmax():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("softmax", reference_source(notebook)).namespace["softmax"]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
@pytest.mark.parametrize("shape", [(4, 7), (1, 5), (5, 1), (0, 3), (64, 500)])
def test_the_reference_agrees_with_torch(softmax, shape, dtype):
    X = torch.randn(shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64).to(dtype)
    torch.testing.assert_close(softmax(X), torch.softmax(X, dim=1))


def test_its_gradient_agrees_with_torchs(softmax):
    X = torch.randn(4, 6, dtype=torch.float64, generator=torch.Generator().manual_seed(2)).requires_grad_()
    cotangent = torch.randn(4, 6, dtype=torch.float64, generator=torch.Generator().manual_seed(3))
    (own,) = torch.autograd.grad(softmax(X), X, cotangent)
    (torchs,) = torch.autograd.grad(torch.softmax(X, dim=1), X, cotangent)
    torch.testing.assert_close(own, torchs)
    assert torch.autograd.gradcheck(softmax, X)


def test_its_gradient_agrees_where_two_logits_share_the_maximum(softmax):
    X = torch.tensor([[1.0, 1.0, 0.0], [2.0, 2.0, 2.0]], requires_grad=True)
    cotangent = torch.tensor([[0.3, -1.0, 2.0], [1.0, 0.0, -0.5]])
    (own,) = torch.autograd.grad(softmax(X), X, cotangent)
    (torchs,) = torch.autograd.grad(torch.softmax(X, dim=1), X, cotangent)
    torch.testing.assert_close(own, torchs)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_it_is_finite_for_any_finite_logits(softmax, dtype):
    largest = torch.finfo(dtype).max
    X = torch.tensor([[largest, 0, -largest], [largest, largest, largest], [-largest, -largest, -largest]], dtype=dtype)
    torch.testing.assert_close(softmax(X), torch.softmax(X, dim=1))


def test_with_an_all_ones_cotangent_its_gradient_is_zero_so_that_says_nothing(softmax):
    X = torch.randn(3, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(4)).requires_grad_()
    (gradient,) = torch.autograd.grad(softmax(X).sum(), X)
    torch.testing.assert_close(gradient, torch.zeros_like(X))


def test_the_textbooks_formula_overflows_from_89_on_in_float32():
    assert torch.exp(torch.tensor(88.0)).isfinite()
    assert torch.exp(torch.tensor(89.0)).isinf()


def test_logsumexp_rounds_within_the_tolerance_for_large_logits():
    X = torch.randn(200, 4, generator=torch.Generator().manual_seed(5)) + 1000
    error = (torch.exp(X - torch.logsumexp(X, dim=1, keepdim=True)) - torch.softmax(X, dim=1)).abs().max()
    assert error < 2e-4  # the grader allows 1e-3 there
