"""The scale is missing in the gradient."""

import torch

HINT = (
    "The values are right, but the gradient of the kept elements lacks the factor 1 / (1 - dropout). "
    "Scale with an ordinary operation that autograd can follow."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    Y = mask * X
    Y.data /= 1.0 - dropout
    return Y
