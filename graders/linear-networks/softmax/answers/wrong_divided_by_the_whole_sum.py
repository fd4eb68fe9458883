"""Shifted row by row, then divided by the sum of the whole batch."""

import torch

HINT = (
    "The exponentials are divided by the sum of the whole batch: give the sum a dim, as you did for the "
    "shift, so that each row sums to one."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum()
