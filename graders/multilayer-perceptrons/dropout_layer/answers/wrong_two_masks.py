"""Two masks are drawn and both applied."""

import torch

HINT = "This behaves as if two masks were applied: far too much is dropped. Draw one."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    mask = mask * (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
