"""The survivors are not scaled."""

import torch

HINT = (
    "This behaves like a dropout that does not scale the survivors, so the mean shrinks. Divide by the "
    "probability of being kept."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X
