"""The reference of lstm_cell against torch's own, and the facts that its grader rests on."""

from pathlib import Path

import nbformat
import pytest
import torch

from autograder.judge.reference import run_answer
from autograder.notebook import reference_source

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "recurrent-modern" / "lstm.ipynb"


@pytest.fixture(scope="module")
def lstm_cell():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("lstm_cell", reference_source(notebook)).namespace["lstm_cell"]


def arguments(n=4, d=3, h=5, dtype=torch.float64):
    generator = torch.Generator().manual_seed(1)
    shapes = [(n, d), (n, h), (n, h), *4 * [(d, h), (h, h), (h,)]]
    tensors = [torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype) for shape in shapes]
    X, H, C, *params = (t.requires_grad_() for t in tensors)
    return X, (H, C), tuple(params)


def torchs(X, state, params):
    """torch's own step with our parameters: input, forget, candidate, output; transposed; no second bias."""
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    b = torch.cat([b_i, b_f, b_c, b_o])
    w_ih, w_hh = torch.cat([W_xi, W_xf, W_xc, W_xo], 1).T, torch.cat([W_hi, W_hf, W_hc, W_ho], 1).T
    return torch.lstm_cell(X, state, w_ih, w_hh, b, torch.zeros_like(b))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", [(4, 3, 5), (1, 1, 1), (1, 4, 2), (0, 3, 2), (40, 30, 20)])
def test_the_reference_agrees_with_torch(lstm_cell, size, dtype):
    given = arguments(*size, dtype=dtype)
    torch.testing.assert_close(lstm_cell(*given), torchs(*given))


def test_it_agrees_with_torch_over_many_steps(lstm_cell):
    X, state, params = arguments()
    own = library = state
    for _ in range(20):
        own, library = lstm_cell(X, own, params), torchs(X, library, params)
    torch.testing.assert_close(own, library)


def test_its_gradients_agree_with_torchs_and_with_finite_differences(lstm_cell):
    X, state, params = arguments()
    inputs = [X, *state, *params]
    generator = torch.Generator().manual_seed(2)
    cotangents = [torch.randn(4, 5, dtype=torch.float64, generator=generator) for _ in range(2)]
    own = torch.autograd.grad(lstm_cell(X, state, params), inputs, cotangents)
    torch.testing.assert_close(own, torch.autograd.grad(torchs(X, state, params), inputs, cotangents))
    X, (H, C), params = arguments(1, 1, 2)
    assert torch.autograd.gradcheck(lambda X, H, C, *params: lstm_cell(X, (H, C), params), (X, H, C, *params))


def test_the_library_order_raises_no_error_and_gives_other_numbers(lstm_cell):
    X, state, params = arguments()
    reordered = params[:6] + params[9:] + params[6:9]
    H, C = lstm_cell(X, state, reordered)
    expected_H, expected_C = lstm_cell(X, state, params)
    assert (H - expected_H).abs().max() > 0.1
    assert (C - expected_C).abs().max() > 0.1


def test_the_memory_may_exceed_one_and_the_hidden_state_may_not(lstm_cell):
    X, (H, C), params = arguments()
    H, C = lstm_cell(X, (H, 1000 * C), params)
    assert C.abs().max() > 100
    assert H.abs().max() <= 1


def test_a_detached_memory_shows_only_in_the_gradient_of_the_memory(lstm_cell):
    X, (H, C), params = arguments()
    shown, memory = lstm_cell(X, (H, C), params)
    (through_shown,) = torch.autograd.grad(shown.sum(), C, retain_graph=True)
    (through_both,) = torch.autograd.grad(shown.sum() + memory.sum(), C)
    assert not torch.allclose(through_shown, through_both)
