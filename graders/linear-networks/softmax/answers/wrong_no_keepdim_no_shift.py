"""The book's formula, but the sum loses its dimension."""

import torch

HINT = (
    "This behaves like the formula without a shift, with a sum that has lost its dimension: (n, q) "
    "divided by (n,) fails, or, for n = q, divides column by column. See keepdim."
)


def softmax(X):
    E = torch.exp(X)
    return E / E.sum(1)
