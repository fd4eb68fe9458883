"""The mask is the wrong way round, the scale is right."""

import torch

HINT = (
    "This behaves as if the comparison that makes the mask were the wrong way round: a share of dropout "
    "is kept instead of dropped, while the scale fits the other way."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) < dropout).float()
    return mask * X / (1.0 - dropout)
