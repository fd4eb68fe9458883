"""Divided by the mean of the row instead of its sum."""

import torch

HINT = "This behaves as if each row were divided by its mean: the rows sum to q, not to 1."


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.mean(dim=1, keepdim=True)
