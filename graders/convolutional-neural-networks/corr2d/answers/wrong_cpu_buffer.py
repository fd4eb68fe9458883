"""The output has the input's dtype, but is always on the CPU."""

import torch

HINT = "The result is collected in a tensor on the CPU, wherever X is: make it on X's device."


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
