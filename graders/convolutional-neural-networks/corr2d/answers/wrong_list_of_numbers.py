"""The outputs are collected as Python numbers and become a tensor at the end."""

import torch

HINT = (
    "The values are right, but torch.tensor(...) of numbers makes a new tensor: it has no gradient, is float32"
    " whatever X is, and lies on the CPU."
)


def corr2d(X, K):
    h, w = K.shape
    rows = range(X.shape[0] - h + 1)
    columns = range(X.shape[1] - w + 1)
    return torch.tensor([[(X[i : i + h, j : j + w] * K).sum().item() for j in columns] for i in rows])
