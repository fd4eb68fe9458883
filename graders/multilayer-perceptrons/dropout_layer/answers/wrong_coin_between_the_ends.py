"""Both ends are settled early, and between them a coin decides, whatever the probability."""

import torch

HINT = (
    'This drops about half of the elements, whatever dropout is: a fair coin (randint(0, 2)) knows nothing of it. Compare torch.rand with dropout.'
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout in (0, 1):
        return torch.zeros_like(X) if dropout else X
    return X * torch.randint(0, 2, X.shape, device=X.device) / (1 - dropout)
