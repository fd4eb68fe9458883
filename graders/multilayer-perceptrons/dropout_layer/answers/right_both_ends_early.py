"""The first edition's form: both ends are dealt with first."""

import torch


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if dropout == 0:
        return X
    mask = (torch.rand_like(X) > dropout).type_as(X)
    return mask * X / (1.0 - dropout)
