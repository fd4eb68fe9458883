"""The reference of gru_cell against torch's own where the two must agree, and the facts that its grader rests on."""

import math
from pathlib import Path

import nbformat
import pytest
import torch

from autograder.judge.reference import run_answer
from autograder.notebook import reference_source

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "recurrent-modern" / "gru.ipynb"
W_HH = 7  # its place in params


@pytest.fixture(scope="module")
def gru_cell():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("gru_cell", reference_source(notebook)).namespace["gru_cell"]


def arguments(n=4, d=3, h=5, dtype=torch.float64):
    generator = torch.Generator().manual_seed(1)
    shapes = [(n, d), (n, h), *3 * [(d, h), (h, h), (h,)]]
    X, H, *params = (torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype) for shape in shapes)
    return X.requires_grad_(), H.requires_grad_(), tuple(p.requires_grad_() for p in params)


def torchs(X, H, params):
    """nn.GRUCell's step with our parameters: reset, update, candidate; transposed; no second bias."""
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    b = torch.cat([b_r, b_z, b_h])
    return torch.gru_cell(
        X, H, torch.cat([W_xr, W_xz, W_xh], 1).T, torch.cat([W_hr, W_hz, W_hh], 1).T, b, torch.zeros_like(b)
    )


def diagonal(params):
    return *params[:W_HH], torch.diag(params[W_HH].detach().diagonal()).requires_grad_(), *params[W_HH + 1 :]


def in_plain_python(X, H, params):
    """The equations, one number at a time."""
    X, H = X.tolist(), H.tolist()
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = (p.tolist() for p in params)

    def before(x, s, W_x, W_h, b, j):
        return (
            sum(a * w[j] for a, w in zip(x, W_x, strict=True))
            + sum(a * w[j] for a, w in zip(s, W_h, strict=True))
            + b[j]
        )

    def sigmoid(a):
        return 1 / (1 + math.exp(-a))

    rows = []
    for x, s in zip(X, H, strict=True):
        units = range(len(s))
        z = [sigmoid(before(x, s, W_xz, W_hz, b_z, j)) for j in units]
        r = [sigmoid(before(x, s, W_xr, W_hr, b_r, j)) for j in units]
        reset = [r[j] * s[j] for j in units]
        candidate = [math.tanh(before(x, reset, W_xh, W_hh, b_h, j)) for j in units]
        rows.append([z[j] * s[j] + (1 - z[j]) * candidate[j] for j in units])
    return torch.tensor(rows, dtype=torch.float64)


def test_the_reference_agrees_with_its_equations_in_plain_python(gru_cell):
    X, H, params = arguments()
    torch.testing.assert_close(gru_cell(X, H, params).detach(), in_plain_python(X, H, params))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", [(4, 3, 5), (1, 1, 1), (1, 4, 2), (0, 3, 2), (40, 30, 20)])
def test_it_agrees_with_torch_where_no_unit_sees_another(gru_cell, size, dtype):
    X, H, params = arguments(*size, dtype=dtype)
    params = diagonal(params)
    torch.testing.assert_close(gru_cell(X, H, params), torchs(X, H, params))


def test_it_differs_from_torch_in_general_as_torch_resets_after_the_product(gru_cell):
    X, H, params = arguments()
    assert (gru_cell(X, H, params) - torchs(X, H, params)).abs().max() > 0.1


def test_its_gradients_agree_with_torchs_and_with_finite_differences(gru_cell):
    X, H, params = arguments()
    params = diagonal(params)
    others = [X, H, *params[:W_HH], params[W_HH + 1]]  # torch's W_hh has a gradient off the diagonal too, another one
    cotangent = torch.randn(4, 5, dtype=torch.float64, generator=torch.Generator().manual_seed(2))
    own = torch.autograd.grad(gru_cell(X, H, params), others, cotangent)
    torch.testing.assert_close(own, torch.autograd.grad(torchs(X, H, params), others, cotangent))
    X, H, params = arguments(2, 1, 2)
    assert torch.autograd.gradcheck(lambda X, H, *params: gru_cell(X, H, params), (X, H, *params))


def test_an_update_gate_of_one_keeps_the_state_to_the_last_bit(gru_cell):
    X, H, params = arguments()
    params = *params[:2], torch.full_like(params[2], 1000), *params[3:]
    assert torch.equal(gru_cell(X, H, params), H)


def test_only_biases_that_are_not_zero_tell_a_missing_bias(gru_cell):
    X, H, params = arguments()
    unbiased = tuple(torch.zeros_like(p) if p.dim() == 1 else p for p in params)
    assert torch.equal(gru_cell(X, H, unbiased), gru_cell(X, H, tuple(p if p.dim() == 2 else 0 for p in params)))
    assert not torch.allclose(gru_cell(X, H, unbiased), gru_cell(X, H, params))


def test_one_unit_cannot_tell_a_reset_before_the_product_from_one_after(gru_cell):
    X, H, params = arguments(4, 3, 1)
    torch.testing.assert_close(gru_cell(X, H, params), torchs(X, H, params))
