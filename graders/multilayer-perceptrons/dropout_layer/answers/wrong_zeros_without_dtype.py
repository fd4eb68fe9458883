"""At dropout 1 the zeros have the default dtype and device."""

import torch

HINT = "At dropout 1 the zeros come in the default dtype on the CPU, whatever X is. Use torch.zeros_like(X)."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros(X.shape)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
