"""Whole channels are dropped."""

import torch
import torch.nn.functional as F

HINT = (
    "This behaves like a dropout of whole channels (dropout1d and the like): neighbours share one fate. "
    "Every element is dropped on its own."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    return F.dropout1d(X.reshape(1, X.shape[0], -1), dropout).reshape(X.shape)
