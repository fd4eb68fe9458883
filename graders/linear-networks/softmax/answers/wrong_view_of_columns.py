"""Transposed by a view, which only reorders the numbers."""

import torch

HINT = (
    "This behaves as if X were transposed with view or reshape, which reads the same numbers in the same "
    "order: that is not a transposition. Use .T, or a sum over dim=1 to begin with."
)


def softmax(X):
    n, q = X.shape
    E = torch.exp(X - X.max(dim=1, keepdim=True).values).reshape(q, n)
    return (E / E.sum(dim=0)).reshape(n, q)
