"""Negative probabilities are accepted."""

import torch

HINT = "This behaves right for probabilities and raises above 1, but it accepts negative numbers. Check both ends."


def dropout_layer(X, dropout):
    assert dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
