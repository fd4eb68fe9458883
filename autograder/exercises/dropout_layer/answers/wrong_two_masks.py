"""Two masks are drawn and both applied."""

import torch

HINT = "This behaves as if two masks were applied: far too much is dropped. Draw one."
FAILS = [
    "test_public::test_share_of_the_dropped",
    "test_hidden::test_share",
    "test_hidden::test_independent_elements",
    "test_hidden::test_fresh_masks_in_a_row",
    "test_hidden::test_without_gradients",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    mask = mask * (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
