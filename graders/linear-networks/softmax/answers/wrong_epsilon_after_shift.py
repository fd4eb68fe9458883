"""Shifted, but with a small number in the denominator."""

import torch

HINT = (
    "This behaves as if a small number were added to the denominator: in float64 the rows visibly fail to "
    "sum to one. After the shift the denominator is at least 1 and needs no help."
)
NUMBER = 1e-6  # or any other


def softmax(X):
    E = torch.exp(X - X.amax(dim=1, keepdim=True))
    return E / (E.sum(dim=1, keepdim=True) + NUMBER)
