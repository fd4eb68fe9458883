"""Normalised over columns."""

import torch

HINT = (
    "This behaves like a softmax over columns (dim=0). Each row is an example, so it is the rows that must sum to one."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=0, keepdim=True).values)
    return E / E.sum(dim=0, keepdim=True)
