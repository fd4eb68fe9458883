"""A mask and nothing else: the survivors keep their size."""

import torch

HINT = (
    "This behaves like a dropout that does not scale the survivors, so the mean shrinks. Divide by the "
    "probability of being kept."
)
FAILS = [
    "test_hidden::test_device",
    "test_hidden::test_gradient",
    "test_hidden::test_layouts",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_values",
    "test_public::test_gradient",
    "test_public::test_survivors_are_scaled",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    return X * (torch.rand_like(X) >= dropout)
