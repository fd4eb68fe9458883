"""Gaussian dropout: noise with the same mean and variance."""

import torch

HINT = (
    "This behaves like Gaussian dropout: mean and spread are as they should be, but no element becomes "
    "zero. The contract wants zeros."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    return X * (1 + torch.randn(X.shape, device=X.device) * (dropout / (1 - dropout)) ** 0.5)
