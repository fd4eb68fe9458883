"""The reference of gru_cell against torch's own where the two must agree, and the facts that its grader rests on."""

import math
from pathlib import Path

import nbformat
import pytest
import torch
from placing import by_name, places, reference, sibling, student

from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source

stages = sibling("gru_cell", "stages")
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


PLACES = {
    stages.UPDATE: """biases_twice candidate_added_whole clamped concatenated_backwards elman gates_hard_sigmoid gates_hard_sigmoid_of_keras gates_ignore_state gates_linear gates_softmax
        gates_swapped gates_tanh no_biases no_update_bias old_state_not_kept returns_candidate
        state_weights_transposed tanh_at_the_end update_gate_inverted library_biases library_convention
        library_convention_bias_inside library_convention_candidate_biases library_convention_two_biases
        update_inverted_reset_after_product""",
    stages.CANDIDATE: """candidate_ignores_state candidate_linear candidate_relu candidate_sigmoid no_candidate_bias
        library_candidate_biases candidate_with_bias_of_reset_gate candidate_with_state_weights_of_reset_gate""",
    stages.RESET: """reset_gate_with_bias_of_update_gate
        reset_gate_with_state_weights_of_update_gate library_cell old_state_reset no_reset no_reset_bias reset_after_product reset_covers_bias reset_inverted
        reset_of_candidate reset_of_everything update_gate_resets""",
    stages.KEPT: "state_kept_between_calls",
}
GATES = "the update gate's parameters, the reset gate's and the candidate's"
PLACES_OF_GRADIENTS = {
    "the gradient of X, H, the update gate's parameters and the reset gate's, while that of the candidate's agrees": (
        "gates_without_gradient state_overwritten_by_data"
    ),
    f"the gradient of {GATES}, while that of X and H agrees": "parameters_by_data parameters_wrapped",
    f"the gradient of H, while that of X, {GATES} agrees": "state_detached",
}
REMEMBERS = """
import torch
sums = {}

def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    x_z = sums.setdefault("z", X @ W_xz)
    Z = torch.sigmoid(x_z + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    return Z * H + (1 - Z) * torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
"""
CUTS = REMEMBERS.replace('sums.setdefault("z", X @ W_xz)', "X @ W_xz; H = H if H.abs().max() > 1.3 else H.detach()")


def test_the_first_place_that_differs_is_the_true_one_for_every_known_answer_and_none_for_the_others():
    assert places("gru_cell", "recurrent-modern/gru", stages.place) == by_name(PLACES)


def test_where_only_gradients_differ_the_parts_whose_do_are_named():
    found = places("gru_cell", "recurrent-modern/gru", stages.CELL.of_gradient)
    assert found == by_name(PLACES) | by_name(PLACES_OF_GRADIENTS)


def test_a_later_step_is_named_when_the_earlier_ones_agree():
    right = reference("recurrent-modern/gru")
    assert stages.CELL.in_time(student(REMEMBERS), right) == "time step 2, while step 1 agrees"


def test_a_graph_that_is_cut_at_a_later_step_is_named_by_the_last_step_that_no_gradient_reaches():
    probe = stages.Probe(reference("recurrent-modern/gru"))
    before = [probe.H, *probe.states()]  # the state before each step
    cut = max(number for number, H in enumerate(before[:-1], start=1) if H.abs().max() <= 1.3)
    found = stages.CELL.of_gradient_in_time(student(CUTS), reference("recurrent-modern/gru"))
    assert probe.H.abs().max() > 1.3
    assert found == f"the gradient that arrives at time step {cut - 1}, {stages.STEPS + 2 - cut} from the end"
