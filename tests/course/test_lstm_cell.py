"""The reference of lstm_cell against torch's own, and the facts that its grader rests on."""

from pathlib import Path

import nbformat
import pytest
import torch
from placing import by_name, places, reference, sibling, student

from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source

stages = sibling("lstm_cell", "stages")
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


PLACES = {
    stages.ORDER: "state_backwards_both_ways state_returned_backwards state_unpacked_backwards",
    stages.LINE: "gates_see_memory memory_squashed memory_squashed_in_place peepholes peepholes_output_sees_new_memory",
    stages.FORGET: """candidate_first forget_bias_of_one forget_input_candidate_output
        forget_gate_first forget_gate_inverted gates_hard_sigmoid gates_hard_sigmoid_of_keras
        gates_coupled gates_ignore_state gates_softmax gates_tanh hidden_state_kept no_biases no_forget_bias no_forget_gate
        output_forget_swapped returns_old_memory state_weights_transposed forget_gate_copied_from_input_gate
        forget_gate_with_bias_of_input_gate forget_gate_with_state_weights_of_input_gate old_memory_returned_and_shown""",
    stages.INPUT: "coupled_gates no_input_bias no_input_gate output_input_swapped",
    stages.CANDIDATE: """candidate_ignores_state candidate_linear candidate_relu candidate_sigmoid library_order
        no_candidate_bias candidate_squashed_twice""",
    stages.SUM: "candidate_with_bias_of_output_gate candidate_with_state_weights_of_output_gate",
    stages.OUTPUT: """no_output_bias no_output_gate returns_old_hidden_state hidden_state_squashed memory_shown_as_hidden_state
        output_gate_copied_from_forget_gate output_gate_copied_from_input_gate output_gate_with_bias_of_forget_gate
        output_gate_with_state_weights_of_forget_gate tanh_around_output_gate""",
    stages.SHOWN: """candidate_shown memory_shown_by_sigmoid memory_shown_without_tanh old_memory_shown
        memory_shown_by_two_tanh""",
}
GATES = "the input gate's parameters, the forget gate's, the output gate's and the candidate's"
PLACES_OF_GRADIENTS = {
    "the gradient of X, H, the input gate's parameters, the forget gate's and the output gate's, "
    "while that of C and the candidate's agrees": "gates_without_gradient",
    "the gradient of X, H, C, the input gate's parameters, the forget gate's and the candidate's, "
    "while that of the output gate's agrees": "memory_returned_detached memory_without_gradient",
    f"the gradient of C, while that of X, H, {GATES} agrees": "old_memory_detached",
    f"the gradient of {GATES}, while that of X, H and C agrees": "parameters_copied",
    f"the gradient of H and C, while that of X, {GATES} agrees": "state_detached",
    f"the gradient of X, H, {GATES}, while that of C agrees": "state_overwritten_by_data",
}
REMEMBERS = """
import torch
sums = {}

def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    I = torch.sigmoid(sums.setdefault("i", X @ W_xi) + H @ W_hi + b_i)
    F = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    O = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C = F * C + I * torch.tanh(X @ W_xc + H @ W_hc + b_c)
    return O * torch.tanh(C), C
"""
CUTS = REMEMBERS.replace('sums.setdefault("i", X @ W_xi)', "X @ W_xi").replace(
    "H, C = state\n", "H, C = state if state[0].abs().max() > 1 else (t.detach() for t in state)\n"
)


def test_the_first_place_that_differs_is_the_true_one_for_every_known_answer_and_none_for_the_others():
    assert places("lstm_cell", "recurrent-modern/lstm", stages.place) == by_name(PLACES)


def test_where_only_gradients_differ_the_parts_whose_do_are_named():
    found = places("lstm_cell", "recurrent-modern/lstm", stages.CELL.of_gradient)
    assert found == by_name(PLACES) | by_name(PLACES_OF_GRADIENTS)


def test_a_later_step_is_named_when_the_earlier_ones_agree():
    right = reference("recurrent-modern/lstm")
    assert stages.CELL.in_time(student(REMEMBERS), right) == "time step 2, while step 1 agrees"


def test_a_graph_that_is_cut_between_steps_is_named_by_the_last_step_that_no_gradient_reaches():
    right = reference("recurrent-modern/lstm")
    assert stages.Probe(right).H.abs().max() > 1  # so that one step alone is not cut; O tanh(C) is below 1
    found = stages.CELL.of_gradient_in_time(student(CUTS), right)
    assert found == "the gradient that arrives at time step 4, 2 from the end"
