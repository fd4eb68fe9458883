"""Two loops over a matrix that fill a buffer of its own."""

import torch


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    n, h = X.shape
    Y = torch.zeros_like(X)
    for i in range(n):
        for j in range(h):
            if torch.rand(1) >= dropout:
                Y[i, j] = X[i, j] / (1 - dropout)
    return Y
