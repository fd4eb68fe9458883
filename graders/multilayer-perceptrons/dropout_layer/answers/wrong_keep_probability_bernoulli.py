"""bernoulli with the dropout probability as that of being kept."""

import torch

HINT = (
    "This behaves as if dropout were the probability of being kept. Here it is the probability of being "
    "dropped: with 0.2 a fifth of the elements become zero."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 0:
        return torch.zeros_like(X)
    mask = torch.bernoulli(torch.full_like(X, dropout))
    return mask * X / dropout
