"""Sigmoids divided by their sum."""

import torch

HINT = (
    "This behaves like sigmoids divided by their row sums. Softmax takes the exponential of each logit, "
    "not its sigmoid."
)
FAILS = [
    "test_public::test_example",
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
    S = torch.sigmoid(X)
    return S / S.sum(dim=1, keepdim=True)
