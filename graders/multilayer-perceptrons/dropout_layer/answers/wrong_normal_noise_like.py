"""The mask compares normally distributed numbers, from random numbers of the dtype of X."""

import torch

HINT = (
    "This behaves as if normally distributed random numbers (randn) were compared with dropout: their "
    "share below it is not dropout. torch.rand is uniform on [0, 1)."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.randn(X.shape, dtype=X.dtype, device=X.device) > dropout).to(X.dtype)
    return mask * X / (1.0 - dropout)
