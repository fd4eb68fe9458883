"""The dropped elements of the argument itself are zeroed."""

import torch

HINT = (
    "This behaves as if X itself were changed: X *= mask and X[mask] = 0 work in place. The caller still "
    "needs X. Build a new tensor."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    X *= mask
    return X / (1.0 - dropout)
