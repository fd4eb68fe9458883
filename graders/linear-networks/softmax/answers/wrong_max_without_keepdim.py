"""The maximum has lost its dimension."""

import torch

HINT = (
    "The largest logits have lost their dimension: X.max(dim=1).values has shape (n,), which is matched "
    "against the columns. Take the maximum with keepdim=True."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1).values)
    return E / E.sum(dim=1, keepdim=True)
