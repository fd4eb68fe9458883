"""The mask is float64, and so is the result."""

import torch

HINT = "The result is float64 even for a float32 X, because the mask is. Give the mask the dtype of X."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).double()
    return mask * X / (1.0 - dropout)
