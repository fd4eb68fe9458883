"""Shifted by the largest absolute value of each row."""

import torch

HINT = (
    "This behaves like a shift by each row's largest absolute value. In a row of very negative logits "
    "that pushes every exponential down to zero, and zero divided by zero is nan. Mind the sign."
)


def softmax(X):
    E = torch.exp(X - X.abs().amax(dim=1, keepdim=True))
    return E / E.sum(dim=1, keepdim=True)
