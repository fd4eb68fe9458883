"""Probabilities above 1 are accepted."""

import torch

HINT = "This behaves right for probabilities and raises below 0, but it accepts numbers above 1. Check both ends."


def dropout_layer(X, dropout):
    assert dropout >= 0
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
