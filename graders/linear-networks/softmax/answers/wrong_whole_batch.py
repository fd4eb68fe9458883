"""Normalised over the whole batch."""

import torch

HINT = (
    "This behaves as if the whole batch were divided by one sum. Every row is a distribution of its own "
    "and needs its own sum."
)


def softmax(X):
    E = torch.exp(X - X.max())
    return E / E.sum()
