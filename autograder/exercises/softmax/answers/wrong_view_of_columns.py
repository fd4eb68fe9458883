"""Transposed by a view, which only reorders the numbers."""

import torch

HINT = (
    "This behaves as if X were transposed with view or reshape, which reads the same numbers in the same "
    "order: that is not a transposition. Use .T, or a sum over dim=1 to begin with."
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
    "test_hidden::test_layouts",
    "test_hidden::test_many_classes",
    "test_hidden::test_device",
    "test_hidden::test_own_work",
]


def softmax(X):
    n, q = X.shape
    E = torch.exp(X - X.max(dim=1, keepdim=True).values).reshape(q, n)
    return (E / E.sum(dim=0)).reshape(n, q)
