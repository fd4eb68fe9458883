"""What known mistakes earn, by what is recorded of them: as a teacher would mark them."""

from pathlib import Path

import pytest

from autograder.checks.hidden import hidden_tests
from autograder.checks.requirements import counted
from autograder.checks.runner import load_tests, scored
from autograder.grading.expected import read_expected
from autograder.report.model import Verdict

GRADERS = Path(__file__).parents[2] / "graders"
SLIPS = {
    "gru_cell": """candidate_linear candidate_relu gates_swapped no_candidate_bias no_reset_bias no_update_bias
        reset_after_product reset_inverted returns_tuple state_weights_transposed update_gate_inverted""",
    "lstm_cell": """candidate_linear forget_gate_first forget_gate_inverted forget_input_candidate_output library_order
        memory_shown_without_tanh no_candidate_bias no_forget_bias no_input_bias no_output_bias output_forget_swapped
        state_returned_backwards state_unpacked_backwards state_weights_transposed memory_shown_by_two_tanh
        hidden_state_squashed forget_gate_with_bias_of_input_gate""",
}
SEVERED = {
    "softmax": "detached",
    "cross_entropy": "severed",
    "softmax_cross_entropy": "severed",
    "dropout_layer": "detached",
    "corr2d": "computed_without_gradients",
    "batch_norm": "severed",
    "gru_cell": "severed",
    "lstm_cell": "severed",
    "masked_softmax": "severed_graph",
}


def share(exercise: str, mistake: str) -> float:
    """The share of the points that a known mistake keeps."""
    (folder,) = GRADERS.glob(f"*/{exercise}")
    fails = read_expected(folder)[0][f"wrong_{mistake}"]
    tests = [*load_tests(folder / "test_public.py", exercise, "public"), *hidden_tests(folder)]
    results = [
        scored(test, Verdict.FAILED if test.qualified in fails else Verdict.PASSED, None, None) for test in tests
    ]
    assert fails <= {test.qualified for test in tests}
    earned = sum(result.weight for result in counted(results) if result.verdict is Verdict.PASSED)
    return earned / sum(result.weight for result, _ in results)


@pytest.mark.parametrize(("exercise", "mistake"), [(e, m) for e, names in SLIPS.items() for m in names.split()])
def test_one_slip_in_a_recurrent_cell_leaves_about_half_the_points(exercise: str, mistake: str) -> None:
    assert 0.4 <= share(exercise, mistake) <= 0.75


@pytest.mark.parametrize("mistake", ["returns_output_and_state", "returns_memory_in_a_tuple", "returns_stack"])
def test_right_states_that_are_packed_wrongly_keep_about_three_quarters(mistake: str) -> None:
    assert 0.65 <= share("lstm_cell", mistake) <= 0.8


@pytest.mark.parametrize(("exercise", "mistake"), SEVERED.items())
def test_right_values_without_a_gradient_keep_about_two_thirds(exercise: str, mistake: str) -> None:
    assert 0.6 <= share(exercise, mistake) <= 0.75


def test_torchs_own_keeps_at_most_a_third_where_it_is_to_be_written() -> None:
    for exercise, mistake in (("softmax", "torchs_softmax"), ("corr2d", "torch_conv2d"), ("adam", "torch_optim")):
        assert share(exercise, mistake) <= 1 / 3


@pytest.mark.parametrize("mistake", ["t_not_advanced", "gradients_kept"])
def test_steps_that_leave_what_the_next_one_needs_keep_about_three_quarters(mistake: str) -> None:
    assert 0.65 <= share("adam", mistake) <= 0.8


@pytest.mark.parametrize("mistake", ["mean", "same_padding", "flipped"])
def test_a_correlation_that_is_wrong_in_one_respect_keeps_what_is_right(mistake: str) -> None:
    assert 0.2 <= share("corr2d", mistake) <= 0.5
