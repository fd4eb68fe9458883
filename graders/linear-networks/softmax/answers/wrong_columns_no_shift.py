"""Normalised over columns, without a shift."""

import torch

HINT = (
    "This behaves like a softmax over columns (dim=0), without a shift. Each row is an example, so it is "
    "the rows that must sum to one."
)


def softmax(X):
    E = torch.exp(X)
    return E / E.sum(dim=0, keepdim=True)
