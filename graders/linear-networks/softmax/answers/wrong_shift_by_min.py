"""Shifted by the smallest logit of each row."""

import torch

HINT = (
    "This behaves like a shift by each row's smallest logit. Then all exponents are zero or more, and a "
    "wide row overflows. Look at the other end of the row."
)


def softmax(X):
    E = torch.exp(X - X.min(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
