"""The number is the probability of being kept, in the dtype of X."""

import torch

HINT = (
    "This behaves as if dropout were the probability of being kept. Here it is the probability of being "
    "dropped: with 0.2 a fifth of the elements become zero."
)
MUST_FAIL = "test_hidden::test_share"


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 0:
        return torch.zeros_like(X)
    mask = torch.rand_like(X) < dropout
    return mask * X / dropout
