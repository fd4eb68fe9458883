"""The uniform numbers are multiplied in, without a comparison."""

import torch

HINT = (
    "This behaves as if X were multiplied by the random numbers themselves. Compare them with dropout to "
    "get a mask of zeros and ones."
)
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
    "test_hidden::test_gradient",
    "test_hidden::test_zero",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
    "test_hidden::test_device",
    "test_hidden::test_without_gradients",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.rand(X.shape, device=X.device)
    return mask * X / (1.0 - dropout)
