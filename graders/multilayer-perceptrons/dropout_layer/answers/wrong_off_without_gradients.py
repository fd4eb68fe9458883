"""Drops nothing while gradients are disabled."""

import torch

HINT = (
    'This drops nothing while gradients are disabled (torch.no_grad()). The function always drops; whoever calls it decides when.'
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if not torch.is_grad_enabled():
        return X
    if dropout == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= dropout) / (1 - dropout)
