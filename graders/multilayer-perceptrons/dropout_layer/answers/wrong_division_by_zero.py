"""1 / (1 - dropout) is computed in Python, which raises at dropout 1."""

import torch

HINT = "At dropout 1 this divides by zero, which Python refuses. Deal with 1 before you divide."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    scale = 1 / (1 - dropout)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X * scale
