"""No thought is given to dropout 1."""

import torch

HINT = (
    "This behaves like mask * X / (1 - dropout) at dropout 1 as well: zero divided by zero is nan. Deal "
    "with 1 before you divide."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
