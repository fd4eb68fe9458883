"""dropout 0 is refused."""

import torch

HINT = "This refuses a probability of exactly 0. Both ends belong to the range: 0 keeps everything, 1 drops everything."


def dropout_layer(X, dropout):
    assert 0 < dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
