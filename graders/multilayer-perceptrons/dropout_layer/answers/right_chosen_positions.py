"""Draws the binomial number of the dropped first and then which ones: the same distribution."""

import torch


def dropout_layer(X, dropout):
    if not 0 <= dropout <= 1:
        raise ValueError("dropout")
    n = X.numel()
    count = int((torch.rand(n) < dropout).sum())
    mask = torch.ones(n, dtype=X.dtype)
    mask[torch.randperm(n)[:count]] = 0
    mask = mask.reshape(X.shape).to(X.device)
    return X * mask / (1 - dropout) if dropout < 1 else X * mask * 0
