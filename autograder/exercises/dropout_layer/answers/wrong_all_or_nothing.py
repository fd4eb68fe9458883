"""One random number decides for the whole tensor."""

import torch

HINT = "This behaves as if one random number decided for the whole tensor. Every element is dropped on its own."
FAILS = [
    "test_public::test_share_of_the_dropped",
    "test_hidden::test_share",
    "test_hidden::test_independent_elements",
    "test_hidden::test_fresh_masks_in_a_row",
    "test_hidden::test_gradient",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
    "test_hidden::test_without_gradients",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if torch.rand(1).item() < dropout:
        return torch.zeros_like(X)
    return X / (1.0 - dropout)
