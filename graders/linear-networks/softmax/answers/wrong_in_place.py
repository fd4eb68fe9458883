"""The shift is subtracted from the argument itself."""

import torch

HINT = (
    "This behaves as if the shift were subtracted from X itself: the caller's tensor changes, and a leaf "
    "that requires a gradient refuses. X -= ... works in place, X = X - ... does not."
)


def softmax(X):
    X -= X.max(dim=1, keepdim=True).values
    E = torch.exp(X)
    return E / E.sum(dim=1, keepdim=True)
