"""The sign of the logits turned around: softmin."""

import torch

HINT = (
    "This behaves like softmax(-X): the smallest logit gets the largest probability. Check the sign in "
    "the exponent, and that of the shift."
)


def softmax(X):
    E = torch.exp(X.min(dim=1, keepdim=True).values - X)
    return E / E.sum(dim=1, keepdim=True)
