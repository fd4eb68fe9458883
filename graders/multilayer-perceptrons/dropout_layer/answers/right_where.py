"""torch.where chooses between the scaled element and zero."""

import torch


def dropout_layer(X, dropout):
    if not (dropout >= 0 and dropout <= 1):
        raise ValueError("not a probability")
    if dropout == 1.0:
        return torch.zeros_like(X)
    uniform = torch.empty(X.size(), device=X.device).uniform_()
    return torch.where(uniform < dropout, 0.0, X / (1 - dropout))
