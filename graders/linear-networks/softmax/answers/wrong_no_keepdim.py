"""The sum loses its dimension, so it broadcasts along the wrong axis or not at all."""

import torch

HINT = (
    "This behaves as if the sum had lost its dimension: (n, q) divided by (n,) fails, or, for n = q, "
    "divides column by column. See keepdim."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1)
