"""The mask is drawn on the CPU and moved to where X lives."""

import torch


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape) > dropout).to(X)
    return mask * X / (1.0 - dropout)
