"""Subtracts where the maximum stands instead of what it is."""

import torch

HINT = (
    'This subtracts the index of the largest logit instead of its value: max(dim=1) returns both, the values first ([0] or .values).'
)
FAILS = [
    "test_hidden::test_extreme_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_many_classes",
    "test_hidden::test_wide_range",
    "test_public::test_large_logits",
]


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).indices)
    return E / E.sum(dim=1, keepdim=True)
