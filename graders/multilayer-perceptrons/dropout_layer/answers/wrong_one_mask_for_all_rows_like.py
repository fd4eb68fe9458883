"""One mask for all rows of the batch, from random numbers of the dtype of X."""

import torch

HINT = (
    "This behaves as if one mask were drawn for a row and shared by the whole batch. Every element is "
    "dropped on its own."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape[-1:], dtype=X.dtype, device=X.device) > dropout).to(X.dtype)
    return mask * X / (1.0 - dropout)
