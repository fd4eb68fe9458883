"""Dimensions of length one are dropped."""

import torch

HINT = (
    "This behaves as if the result were squeezed: for one row, or one column, a dimension gets lost. The "
    "result has the shape of X, always."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return (E / E.sum(dim=1, keepdim=True)).squeeze()
