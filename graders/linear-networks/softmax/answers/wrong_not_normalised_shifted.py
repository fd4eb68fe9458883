"""The shifted exponentials, not divided."""

import torch

HINT = (
    "This behaves like the exponential of the shifted logits, without the division: each row's largest "
    "entry is 1. Divide each row by its sum."
)


def softmax(X):
    return torch.exp(X - X.max(dim=1, keepdim=True).values)
