"""bernoulli with the dropout probability, the scale is right."""

import torch

HINT = (
    "This behaves as if ones of the mask were drawn with the dropout probability: a share of dropout is "
    "kept instead of dropped, while the scale fits the other way."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.bernoulli(torch.full_like(X, dropout))
    return mask * X / (1.0 - dropout)
