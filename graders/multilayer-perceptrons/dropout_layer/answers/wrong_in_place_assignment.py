"""Zeros are written into the argument."""

import torch

HINT = "This behaves as if zeros were written into X itself. The caller still needs X. Build a new tensor."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    X[torch.rand(X.shape, device=X.device) < dropout] = 0
    return X / (1.0 - dropout)
