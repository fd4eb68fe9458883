"""Nothing is returned."""

import torch

HINT = "The function returns None: is there a return?"


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    E / E.sum(dim=1, keepdim=True)
