"""Normalised over the whole batch, without a shift."""

import torch

HINT = (
    "This behaves as if the whole batch were divided by one sum, without a shift. Every row is a "
    "distribution of its own and needs its own sum."
)


def softmax(X):
    E = torch.exp(X)
    return E / E.sum()
