"""Gaussian dropout: noise with the same mean and variance."""

import torch

HINT = (
    "This behaves like Gaussian dropout: mean and spread are as they should be, but no element becomes "
    "zero. The contract wants zeros."
)
FAILS = [
    "test_public::test_survivors_are_scaled",
    "test_public::test_share_of_the_dropped",
    "test_public::test_fresh_masks",
    "test_public::test_gradient",
    "test_hidden::test_values",
    "test_hidden::test_share",
    "test_hidden::test_independent_elements",
    "test_hidden::test_number_of_the_dropped",
    "test_hidden::test_fresh_masks_in_a_row",
    "test_hidden::test_gradient",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
    "test_hidden::test_device",
    "test_hidden::test_without_gradients",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    return X * (1 + torch.randn(X.shape, device=X.device) * (dropout / (1 - dropout)) ** 0.5)
