"""Over the columns, with one shift for the whole batch."""

import torch

HINT = (
    "This behaves like a softmax over columns (dim=0). Each row is an example, so it is the rows that must sum to one."
)


def softmax(X):
    E = torch.exp(X - X.max())
    return E / E.sum(dim=0)
