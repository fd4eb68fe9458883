"""Logits clamped to a range in which exp is finite."""

import torch

HINT = (
    "This behaves as if logits were cut off at a fixed bound before the exponential. Two different logits "
    "beyond the bound become equal, so the probabilities are finite but wrong. Shift instead of cutting."
)
FAILS = [
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
]


def softmax(X):
    E = torch.exp(X.clamp(-80, 80))
    return E / E.sum(dim=1, keepdim=True)
