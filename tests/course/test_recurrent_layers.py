"""Where gru first differs from its reference, and that lstm is torch's own layer in another layout."""

import torch
from placing import by_name, places, reference, sibling

from autograder.checks import recurrent

contract = sibling("gru", "contract").contract
FIRST = "the state after time step 1"
PLACES = {
    FIRST: "gates_swapped library reset_after state_forgotten update_inverted",
    "the state after time step 2, while step 1 agrees": "backwards state_never_handed_on",
    recurrent.RETURNED: "first_state_returned",
    recurrent.ROWS: "examples_first",
    recurrent.READ: """no_output_bias old_state_read outputs_are_probabilities outputs_collected_in_front
        outputs_squashed""",
}


def test_the_first_place_that_differs_is_the_true_one_for_every_known_answer_and_none_for_the_others():
    assert places("gru", "recurrent-modern/gru", contract.place) == by_name(PLACES)


def test_lstm_agrees_with_torchs_own():
    generator = torch.Generator().manual_seed(1)
    shapes = [(4, 3, 2), (3, 5), (3, 5), *4 * [(2, 5), (5, 5), (5,)], (5, 2), (2,)]
    inputs, H, C, *params = (torch.randn(shape, generator=generator, dtype=torch.float64) for shape in shapes)
    outputs, state = reference("recurrent-modern/lstm").lstm(inputs, (H, C), tuple(params))
    W_x, W_h, b = (torch.cat([params[start + 3 * k] for k in (0, 1, 3, 2)], dim=-1) for start in range(3))
    weights = [W_x.T.contiguous(), W_h.T.contiguous(), b, torch.zeros_like(b)]
    hidden, *last = torch.lstm(inputs, (H[None], C[None]), weights, True, 1, 0.0, False, False, False)
    torch.testing.assert_close(outputs, hidden.flatten(0, 1) @ params[12] + params[13])
    torch.testing.assert_close(state, tuple(part[0] for part in last))
