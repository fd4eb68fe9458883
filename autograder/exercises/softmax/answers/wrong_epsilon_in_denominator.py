"""A small number added to the denominator."""

import torch

HINT = (
    "This behaves as if a small number were added to the denominator. Rows no longer sum to one, and "
    "overflow is still there. With a good shift the denominator is at least 1 and needs no help."
)
FAILS = [
    "test_public::test_large_logits",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
]


def softmax(X):
    E = torch.exp(X)
    return E / (E.sum(dim=1, keepdim=True) + 1e-8)
