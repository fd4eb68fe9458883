"""Rounded to four decimals."""

import torch

HINT = (
    "This behaves as if the result were rounded to four decimals: rows no longer sum to one exactly, and "
    "the gradient is zero. Round when printing."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_rows_are_distributions",
    "test_public::test_gradient",
    "test_hidden::test_values",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_gradients",
    "test_hidden::test_thin_batches",
    "test_hidden::test_layouts",
    "test_hidden::test_many_classes",
    "test_hidden::test_device",
    "test_hidden::test_own_work",
]


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return torch.round(E / E.sum(dim=1, keepdim=True), decimals=4)
