"""The reference of batch_norm against torch's own, and the facts that its grader rests on."""

from pathlib import Path

import nbformat
import pytest
import torch
from torch.nn import functional

from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "convolutional-modern" / "batch-norm.ipynb"
SIZES = [(6, 4), (2, 1), (3, 2, 4, 5), (2, 3, 1, 1), (1, 2, 3, 1)]
EPS, MOMENTUM = 1e-3, 0.3


@pytest.fixture(scope="module")
def batch_norm():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("batch_norm", reference_source(notebook)).namespace["batch_norm"]


def layer(size, dtype=torch.float64):
    generator = torch.Generator().manual_seed(1)
    features = (1, size[1], *[1] * (len(size) - 2))

    def normal(*shape):
        return torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype)

    X, gamma, beta = (t.requires_grad_() for t in (normal(*size), normal(*features), normal(*features)))
    return X, gamma, beta, normal(*features), normal(*features) ** 2


def torchs(X, gamma, beta, moving_mean, moving_var, training):
    """(Y, moving_mean, moving_var) of torch's own, which updates its statistics in place."""
    mean, var = moving_mean.flatten().clone(), moving_var.flatten().clone()
    Y = functional.batch_norm(X, mean, var, gamma.flatten(), beta.flatten(), training, MOMENTUM, EPS)
    return Y, mean.view_as(moving_mean), var.view_as(moving_var)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", SIZES)
def test_in_training_the_reference_agrees_with_torch_but_for_the_biased_moving_variance(batch_norm, size, dtype):
    X, gamma, beta, moving_mean, moving_var = layer(size, dtype)
    Y, mean, var = batch_norm(X, gamma, beta, moving_mean, moving_var, EPS, MOMENTUM)
    expected, expected_mean, expected_var = torchs(X, gamma, beta, moving_mean, moving_var, training=True)
    torch.testing.assert_close(Y, expected, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(mean, expected_mean)
    m = X.numel() / X.shape[1]
    unbiased = (var - (1 - MOMENTUM) * moving_var) * m / (m - 1) + (1 - MOMENTUM) * moving_var
    torch.testing.assert_close(unbiased, expected_var)
    assert not torch.allclose(var, expected_var)
    assert not mean.requires_grad
    assert not var.requires_grad


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", [*SIZES, (1, 3), (0, 3)])
def test_in_prediction_the_reference_agrees_with_torch(batch_norm, size, dtype):
    X, gamma, beta, moving_mean, moving_var = layer(size, dtype)
    with torch.no_grad():
        Y, mean, var = batch_norm(X, gamma, beta, moving_mean, moving_var, EPS, MOMENTUM)
        expected, _, _ = torchs(X, gamma, beta, moving_mean, moving_var, training=False)
    torch.testing.assert_close(Y, expected)
    torch.testing.assert_close((mean, var), (moving_mean, moving_var), rtol=0, atol=0)


@pytest.mark.parametrize("size", SIZES)
def test_its_gradients_agree_with_torchs(batch_norm, size):
    X, gamma, beta, moving_mean, moving_var = layer(size)
    cotangent = torch.randn(size, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    Y, _, _ = batch_norm(X, gamma, beta, moving_mean, moving_var, EPS, MOMENTUM)
    own = torch.autograd.grad(Y, (X, gamma, beta), cotangent)
    expected, _, _ = torchs(X, gamma, beta, moving_mean, moving_var, training=True)
    torch.testing.assert_close(own, torch.autograd.grad(expected, (X, gamma, beta), cotangent))


def test_its_gradients_equal_finite_differences(batch_norm):
    X, gamma, beta, *averages = layer((3, 2, 1, 2))
    assert torch.autograd.gradcheck(lambda *a: batch_norm(*a, *averages, EPS, MOMENTUM)[0], (X, gamma, beta))


def test_a_batch_of_one_gives_beta(batch_norm):
    X, gamma, beta, *averages = layer((1, 3))
    torch.testing.assert_close(batch_norm(X, gamma, beta, *averages, EPS, MOMENTUM)[0], beta)


def test_near_2000_the_difference_of_squares_has_no_digits_in_float32(batch_norm):
    X = 2000 + 0.5 * torch.randn(64, 6, generator=torch.Generator().manual_seed(3))
    exact = X.double().var(0, unbiased=False)
    naive = (X**2).mean(0) - X.mean(0) ** 2
    assert bool(((naive - exact).abs() > 0.2 * exact).any())
    one, zero = torch.ones(1, 6), torch.zeros(1, 6)
    Y, _, _ = batch_norm(X, one, zero, zero, one, 0.0, MOMENTUM)
    torch.testing.assert_close(Y.double(), (X.double() - X.double().mean(0)) / exact.sqrt(), rtol=0, atol=2e-3)


def test_the_sum_of_the_gradients_is_zero_even_when_the_variance_is_treated_as_a_constant():
    wrong = (ROOT / "graders/convolutional-modern/batch_norm/answers/wrong_variance_is_constant.py").read_text()
    severed = run_answer("wrong", wrong).namespace["batch_norm"]
    X, gamma, beta, *averages = layer((6, 2))
    cotangent = torch.randn(6, 2, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    (grad,) = torch.autograd.grad(severed(X, gamma, beta, *averages, EPS, MOMENTUM)[0], X, cotangent)
    torch.testing.assert_close(grad.sum(0), torch.zeros(2, dtype=torch.float64))
