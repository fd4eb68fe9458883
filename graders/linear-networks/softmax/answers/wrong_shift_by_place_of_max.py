"""Subtracts where the maximum stands instead of what it is."""

import torch

HINT = (
    'This subtracts the index of the largest logit instead of its value: max(dim=1) returns both, the values first ([0] or .values).'
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).indices)
    return E / E.sum(dim=1, keepdim=True)
