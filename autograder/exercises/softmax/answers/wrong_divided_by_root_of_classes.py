"""The logits are divided by the root of their number, as attention does with its scores."""

import torch

HINT = (
    'The logits are divided by the root of the number of classes first. That belongs to scaled dot-product attention, not to the softmax.'
)
FAILS = [
    "test_hidden::test_values",
    "test_hidden::test_device",
    "test_hidden::test_dtype_and_precision",
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
]


def softmax(X):
    scaled = X / X.shape[1] ** 0.5
    E = torch.exp(scaled - scaled.amax(dim=1, keepdim=True))
    return E / E.sum(dim=1, keepdim=True)
