"""Whole per cents only."""

import torch

HINT = (
    "This behaves as if the probability were rounded to whole per cents: 0.004 drops nothing, or a "
    "hundredth. Compare torch.rand with dropout itself."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.randint(0, 100, X.shape, device=X.device) >= int(dropout * 100)
    return X * mask / (1 - dropout)
