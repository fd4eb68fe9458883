"""Both ends are settled early, with copies, and between them normal noise of the dtype of X decides."""

import torch

HINT = (
    "This behaves as if normally distributed random numbers (randn) were compared with dropout: their "
    "share below it is not dropout. torch.rand is uniform on [0, 1)."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout in (0, 1):
        return torch.zeros_like(X) if dropout else X.clone()
    kept = (torch.randn(X.shape, dtype=X.dtype, device=X.device) > dropout).to(X.dtype)
    return X * kept / (1 - dropout)
