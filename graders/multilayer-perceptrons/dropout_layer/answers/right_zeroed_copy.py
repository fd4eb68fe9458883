"""A copy whose dropped elements are set to zero in place."""

import torch


def dropout_layer(X, dropout):
    assert 0.0 <= dropout <= 1.0
    Y = X.clone()
    Y[torch.rand(X.shape, device=X.device) < dropout] = 0
    if dropout < 1:
        Y /= 1 - dropout
    return Y
