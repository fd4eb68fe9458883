"""The result is flat."""

import torch

HINT = "The result has lost the shape of X. Draw the mask in the shape of X, or reshape at the end."
FAILS = [
    "test_public::test_survivors_are_scaled",
    "test_public::test_share_of_the_dropped",
    "test_public::test_two_ends",
    "test_public::test_fresh_masks",
    "test_public::test_gradient",
    "test_hidden::test_values",
    "test_hidden::test_share",
    "test_hidden::test_independent_elements",
    "test_hidden::test_number_of_the_dropped",
    "test_hidden::test_fresh_masks_in_a_row",
    "test_hidden::test_torchs_generator",
    "test_hidden::test_gradient",
    "test_hidden::test_zero",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
    "test_hidden::test_device",
    "test_hidden::test_argument_is_never_changed",
    "test_hidden::test_without_gradients",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    flat = X.reshape(-1)
    mask = (torch.rand(flat.shape, device=X.device) > dropout).float()
    return mask * flat / (1.0 - dropout)
