"""Shifted by the mean of each row."""

import torch

HINT = (
    "This behaves like a shift by each row's mean. When one logit of a row lies far above the others it "
    "still overflows. Which shift makes every exponent zero or less?"
)


def softmax(X):
    E = torch.exp(X - X.mean(dim=1, keepdim=True))
    return E / E.sum(dim=1, keepdim=True)
