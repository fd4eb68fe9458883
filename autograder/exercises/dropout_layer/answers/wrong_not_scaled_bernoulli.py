"""bernoulli, and the survivors are not scaled."""

import torch

HINT = (
    "This behaves like a dropout that does not scale the survivors, so the mean shrinks. Divide by the "
    "probability of being kept."
)
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
    mask = torch.bernoulli(torch.full_like(X, 1 - dropout))
    return mask * X
