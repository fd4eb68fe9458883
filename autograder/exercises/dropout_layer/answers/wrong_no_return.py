"""Nothing is returned."""

import torch

HINT = "The function returns None: is there a return?"
FAILS = [
    "test_public::test_survivors_are_scaled",
    "test_public::test_share_of_the_dropped",
    "test_public::test_two_ends",
    "test_public::test_fresh_masks",
    "test_public::test_gradient",
    "test_public::test_dtype_and_argument",
    "test_hidden::test_values",
    "test_hidden::test_share",
    "test_hidden::test_independent_elements",
    "test_hidden::test_number_of_the_dropped",
    "test_hidden::test_fresh_masks_in_a_row",
    "test_hidden::test_torchs_generator",
    "test_hidden::test_gradient",
    "test_hidden::test_zero",
    "test_hidden::test_one",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
    "test_hidden::test_dtype",
    "test_hidden::test_device",
    "test_hidden::test_argument_is_never_changed",
    "test_hidden::test_cost",
    "test_hidden::test_without_gradients",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    mask * X / (1.0 - dropout)
