"""The result is always float64."""

import torch

HINT = "This behaves as if X were converted to float64 and never back: the result must have the dtype of X."


def softmax(X):
    X = X.double()
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
