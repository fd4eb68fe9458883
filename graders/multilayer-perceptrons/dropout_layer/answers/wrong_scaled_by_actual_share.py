"""Divided by the share that happened to survive."""

import torch

HINT = (
    "This behaves as if the survivors were divided by the share that happened to survive in this call. "
    "The scale is a constant, 1 / (1 - dropout), so that elements stay independent of each other."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / mask.mean().clamp(min=1e-6)
