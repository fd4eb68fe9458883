"""The book's form: its mask is made on the CPU."""

import torch

HINT = (
    "The values are right on the CPU, but the mask is made on the CPU wherever X lives, and a GPU tensor "
    "cannot be multiplied by it. Give torch.rand the device of X."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape) > dropout).float()
    return mask * X / (1.0 - dropout)
