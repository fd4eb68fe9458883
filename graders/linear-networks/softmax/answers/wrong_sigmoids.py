"""Sigmoids divided by their sum."""

import torch

HINT = (
    "This behaves like sigmoids divided by their row sums. Softmax takes the exponential of each logit, "
    "not its sigmoid."
)


def softmax(X):
    S = torch.sigmoid(X)
    return S / S.sum(dim=1, keepdim=True)
