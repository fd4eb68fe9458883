"""Over the columns, with one shift for the whole batch."""

import torch

HINT = (
    "This behaves like a softmax over columns (dim=0). Each row is an example, so it is the rows that must sum to one."
)
FAILS = [
    "test_hidden::test_values",
    "test_hidden::test_device",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_extreme_logits",
    "test_hidden::test_gradients",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_layouts",
    "test_hidden::test_many_classes",
    "test_hidden::test_own_work",
    "test_hidden::test_thin_batches",
    "test_hidden::test_wide_range",
    "test_public::test_example",
    "test_public::test_gradient",
    "test_public::test_large_logits",
    "test_public::test_rows_are_distributions",
]


def softmax(X):
    E = torch.exp(X - X.max())
    return E / E.sum(dim=0)
