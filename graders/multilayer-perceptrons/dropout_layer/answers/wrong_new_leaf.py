"""The result is made a leaf of its own."""

import torch

HINT = (
    "The values are right, but the result is a new leaf that requires a gradient of its own "
    "(requires_grad_() after detach()): no gradient reaches X. Return what was computed from X."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.rand(X.shape, device=X.device) > dropout
    return (X.detach() * mask / (1 - dropout)).requires_grad_()
