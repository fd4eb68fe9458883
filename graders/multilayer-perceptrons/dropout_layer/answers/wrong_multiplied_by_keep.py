"""Multiplied by the keep probability instead of divided."""

import torch

HINT = "This behaves as if the survivors were multiplied by 1 - dropout instead of divided: the mean shrinks twice."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X * (1.0 - dropout)
