"""The dropped elements are filled with zero."""

import torch


def dropout_layer(X, dropout):
    if dropout < 0 or dropout > 1:
        raise ValueError(dropout)
    drop = torch.rand(X.shape, device=X.device) < dropout
    scale = 1 / (1 - dropout) if dropout < 1 else 0.0
    return (X * scale).masked_fill(drop, 0)
