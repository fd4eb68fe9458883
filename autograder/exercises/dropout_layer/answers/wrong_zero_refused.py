"""dropout 0 is refused."""

import torch

HINT = "This refuses a probability of exactly 0. Both ends belong to the range: 0 keeps everything, 1 drops everything."
FAILS = [
    "test_public::test_two_ends",
    "test_hidden::test_zero",
    "test_hidden::test_dtype",
    "test_hidden::test_device",
    "test_hidden::test_argument_is_never_changed",
]


def dropout_layer(X, dropout):
    assert 0 < dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
