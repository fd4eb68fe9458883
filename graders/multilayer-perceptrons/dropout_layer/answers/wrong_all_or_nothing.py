"""One random number decides for the whole tensor."""

import torch

HINT = "This behaves as if one random number decided for the whole tensor. Every element is dropped on its own."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if torch.rand(1).item() < dropout:
        return torch.zeros_like(X)
    return X / (1.0 - dropout)
