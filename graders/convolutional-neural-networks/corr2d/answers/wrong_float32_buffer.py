"""The book's form: its output is float32 and on the CPU, whatever the input is."""

import torch

HINT = (
    "The result is collected in a tensor that is always float32 and on the CPU: make it of X's dtype and on X's device."
)


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
