"""Divided by the mean of the row instead of its sum."""

import torch

HINT = "This behaves as if each row were divided by its mean: the rows sum to q, not to 1."
FAILS = [
    "test_public::test_example",
    "test_public::test_rows_are_distributions",
    "test_public::test_gradient",
    "test_public::test_large_logits",
    "test_hidden::test_values",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_gradients",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
    "test_hidden::test_thin_batches",
    "test_hidden::test_layouts",
    "test_hidden::test_many_classes",
    "test_hidden::test_device",
    "test_hidden::test_own_work",
]


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.mean(dim=1, keepdim=True)
