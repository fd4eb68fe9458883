"""Shifted by the mean of each row."""

import torch

HINT = (
    "This behaves like a shift by each row's mean. When one logit of a row lies far above the others it "
    "still overflows. Which shift makes every exponent zero or less?"
)
FAILS = [
    "test_public::test_large_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
]


def softmax(X):
    E = torch.exp(X - X.mean(dim=1, keepdim=True))
    return E / E.sum(dim=1, keepdim=True)
