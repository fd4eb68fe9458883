"""Nothing is returned."""

import torch

HINT = "The function returns None: is there a return?"
FAILS = [
    "test_public::test_example",
    "test_public::test_rows_are_distributions",
    "test_public::test_gradient",
    "test_public::test_large_logits",
    "test_public::test_dtype",
    "test_public::test_argument_is_left_alone",
    "test_hidden::test_values",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_gradients",
    "test_hidden::test_gradcheck",
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
    "test_hidden::test_cost",
]


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    E / E.sum(dim=1, keepdim=True)
