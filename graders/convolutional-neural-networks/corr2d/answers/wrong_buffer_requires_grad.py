"""The buffer is made a leaf that requires a gradient, which cannot be written to."""

import torch

HINT = (
    "The tensor that collects the result is a leaf that requires a gradient, and torch refuses to write "
    "into one. Leave requires_grad away: what is written into the buffer brings the graph with it."
)


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1, requires_grad=True)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
