"""A mask and nothing else: the survivors keep their size."""

import torch

HINT = (
    "This behaves like a dropout that does not scale the survivors, so the mean shrinks. Divide by the "
    "probability of being kept."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    return X * (torch.rand_like(X) >= dropout)
