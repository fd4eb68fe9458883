"""One mask for all rows of the batch."""

import torch

HINT = (
    "This behaves as if one mask were drawn for a row and shared by the whole batch. Every element is "
    "dropped on its own."
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
    mask = (torch.rand(X.shape[-1:], device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
