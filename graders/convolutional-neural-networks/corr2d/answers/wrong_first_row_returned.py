"""The return stands in the loop."""

import torch

HINT = (
    "Only the first row is computed: the return stands inside the loop, and ends it after one round. Move "
    "it to the left."
)


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
        return Y
