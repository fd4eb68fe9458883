"""Whole rows are dropped."""

import torch

HINT = (
    "This behaves as if whole rows were dropped: all elements of an example share one fate. Every element "
    "is dropped on its own."
)
FAILS = [
    "test_hidden::test_share",
    "test_hidden::test_independent_elements",
    "test_hidden::test_fresh_masks_in_a_row",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape[0], device=X.device) > dropout).float()
    return mask.reshape(-1, *[1] * (X.ndim - 1)) * X / (1.0 - dropout)
