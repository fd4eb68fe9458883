"""The rows as a list."""

import torch

HINT = "This behaves as if the rows were returned as a list. Put them together with torch.stack."
FAILS = [
    "test_public::test_example",
    "test_public::test_rows_are_distributions",
    "test_public::test_gradient",
    "test_public::test_large_logits",
    "test_public::test_dtype",
    "test_public::test_argument_is_left_alone",
    "test_hidden::test_values",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
    "test_hidden::test_thin_batches",
    "test_hidden::test_layouts",
    "test_hidden::test_many_classes",
    "test_hidden::test_device",
    "test_hidden::test_argument_is_never_changed",
    "test_hidden::test_own_work",
]


def softmax(X):
    return [torch.exp(x - x.max()) / torch.exp(x - x.max()).sum() for x in X]
