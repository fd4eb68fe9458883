"""The uniform numbers are multiplied in, without a comparison."""

import torch

HINT = (
    "This behaves as if X were multiplied by the random numbers themselves. Compare them with dropout to "
    "get a mask of zeros and ones."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.rand(X.shape, device=X.device)
    return mask * X / (1.0 - dropout)
