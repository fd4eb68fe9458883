"""The random numbers have steps of a tenth."""

import torch

HINT = (
    "This behaves as if random integers from 0 to 9 were compared with ten times dropout: only tenths "
    "come out right. Use torch.rand."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.randint(0, 10, X.shape, device=X.device) >= 10 * dropout).float()
    return mask * X / (1.0 - dropout)
