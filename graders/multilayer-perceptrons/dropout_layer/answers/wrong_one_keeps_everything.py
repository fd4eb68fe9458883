"""dropout 1 is mistaken for no dropout."""

import torch

HINT = (
    "This behaves as if dropout 1 meant that everything is kept. It is the probability of being dropped: "
    "at 1 nothing survives."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout in (0, 1):
        return X
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
