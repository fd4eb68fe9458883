"""Multiplied by the keep probability instead of divided."""

import torch

HINT = "This behaves as if the survivors were multiplied by 1 - dropout instead of divided: the mean shrinks twice."
FAILS = [
    "test_public::test_survivors_are_scaled",
    "test_public::test_gradient",
    "test_hidden::test_values",
    "test_hidden::test_gradient",
    "test_hidden::test_thin_inputs",
    "test_hidden::test_layouts",
    "test_hidden::test_device",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X * (1.0 - dropout)
