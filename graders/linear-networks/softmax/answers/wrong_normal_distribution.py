"""Rows of Euclidean length one."""

import torch

HINT = "This behaves as if the exponentials were divided by the root of the sum of their squares. Divide by their sum."


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.norm(dim=1, keepdim=True)
