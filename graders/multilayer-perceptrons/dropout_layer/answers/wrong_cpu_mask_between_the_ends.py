"""Both ends are settled early, and between them the mask is made on the CPU."""

import torch

HINT = (
    "The values are right on the CPU, but the mask is made on the CPU wherever X lives, and a GPU tensor "
    "cannot be multiplied by it. Give torch.rand the device of X."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout in (0, 1):
        return torch.zeros_like(X) if dropout else X
    kept = (torch.rand(X.shape) > dropout).to(X.dtype)
    return X * kept / (1 - dropout)
