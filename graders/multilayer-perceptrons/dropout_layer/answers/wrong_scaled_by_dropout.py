"""Divided by the dropout probability."""

import torch

HINT = (
    "This behaves as if the survivors were divided by dropout. With a share of 1 - dropout surviving, the "
    "mean is kept only by dividing by 1 - dropout. (At 0.5 the two look the same.)"
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if dropout == 0:
        return X
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / dropout
