"""The gradient ignores the mask."""

import torch

HINT = (
    "The gradient comes through as if nothing had been dropped or scaled. It must be 1 / (1 - dropout) "
    "where the element was kept and zero where it was dropped."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return X + (mask * X / (1.0 - dropout) - X).detach()
