"""Softmax applied to its own result."""

import torch

HINT = "This behaves like softmax applied twice: the second one flattens the probabilities. Apply it once."


def softmax(X):
    for _ in range(2):
        E = torch.exp(X - X.max(dim=1, keepdim=True).values)
        X = E / E.sum(dim=1, keepdim=True)
    return X
