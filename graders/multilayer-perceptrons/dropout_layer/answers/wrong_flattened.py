"""The result is flat."""

import torch

HINT = "The result has lost the shape of X. Draw the mask in the shape of X, or reshape at the end."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    flat = X.reshape(-1)
    mask = (torch.rand(flat.shape, device=X.device) > dropout).float()
    return mask * flat / (1.0 - dropout)
