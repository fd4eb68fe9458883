"""Nothing is dropped where no gradient is required."""

import torch

HINT = "This drops elements only when X requires a gradient. The function always drops; whoever calls it decides when."
FAILS = [
    "test_public::test_survivors_are_scaled",
    "test_public::test_share_of_the_dropped",
    "test_public::test_fresh_masks",
    "test_hidden::test_values",
    "test_hidden::test_share",
    "test_hidden::test_independent_elements",
    "test_hidden::test_number_of_the_dropped",
    "test_hidden::test_fresh_masks_in_a_row",
    "test_hidden::test_torchs_generator",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
    "test_hidden::test_device",
    "test_hidden::test_without_gradients",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if not X.requires_grad:
        return X
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
