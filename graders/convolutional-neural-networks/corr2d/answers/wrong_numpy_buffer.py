"""The numbers are collected in a NumPy array, which is float64."""

import numpy as np
import torch

HINT = (
    "The values are right, but they are collected in a NumPy array: no gradient reaches X or K, and the "
    "result is float64 on the CPU, whatever X is. Collect them in a tensor of X's dtype and on X's "
    "device."
)


def corr2d(X, K):
    h, w = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return torch.tensor(Y)
