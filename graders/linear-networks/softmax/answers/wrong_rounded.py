"""Rounded to four decimals."""

import torch

HINT = (
    "This behaves as if the result were rounded to four decimals: rows no longer sum to one exactly, and "
    "the gradient is zero. Round when printing."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return torch.round(E / E.sum(dim=1, keepdim=True), decimals=4)
