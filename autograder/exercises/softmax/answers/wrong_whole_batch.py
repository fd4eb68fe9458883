"""Normalised over the whole batch."""

import torch

HINT = (
    "This behaves as if the whole batch were divided by one sum. Every row is a distribution of its own "
    "and needs its own sum."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_rows_are_distributions",
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
    E = torch.exp(X - X.max())
    return E / E.sum()
