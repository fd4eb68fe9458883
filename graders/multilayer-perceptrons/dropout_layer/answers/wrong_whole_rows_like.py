"""Whole rows are dropped, from random numbers of the dtype of X."""

import torch

HINT = (
    "This behaves as if whole rows were dropped: all elements of an example share one fate. Every element "
    "is dropped on its own."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape[0], dtype=X.dtype, device=X.device) > dropout).to(X.dtype)
    return mask.reshape(-1, *[1] * (X.ndim - 1)) * X / (1.0 - dropout)
