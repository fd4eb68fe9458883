"""Only matrices are accepted."""

import torch

HINT = "This works for matrices only. X may have any number of dimensions: torch.rand(X.shape) fits them all."
FAILS = [
    "test_hidden::test_shapes",
]


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    n, h = X.shape
    mask = (torch.rand(n, h, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
