"""A small number added to the denominator."""

import torch

HINT = (
    "This behaves as if a small number were added to the denominator. Rows no longer sum to one, and "
    "overflow is still there. With a good shift the denominator is at least 1 and needs no help."
)
NUMBER = 1e-8  # or any other


def softmax(X):
    E = torch.exp(X)
    return E / (E.sum(dim=1, keepdim=True) + NUMBER)
