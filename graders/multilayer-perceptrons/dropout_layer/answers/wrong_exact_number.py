"""Exactly the share of dropout of the elements is dropped."""

import torch

HINT = (
    "This behaves as if a fixed number of elements were chosen at random. Each element is dropped with "
    "the given probability on its own, so the number of dropped ones varies."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.ones(X.numel(), dtype=X.dtype, device=X.device)
    mask[torch.randperm(X.numel(), device=X.device)[: round(dropout * X.numel())]] = 0
    return mask.reshape(X.shape) * X / (1.0 - dropout)
