"""Elements are dropped with probability one half."""

import torch

HINT = "This behaves as if every element were dropped with probability one half, whatever dropout is."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.randint(0, 2, X.shape, device=X.device).float()
    return mask * X / (1.0 - dropout)
