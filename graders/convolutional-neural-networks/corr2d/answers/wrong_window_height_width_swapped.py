"""The window is as high as the kernel is wide."""

import torch

HINT = (
    "The window is as high as the kernel is wide, and as wide as the kernel is high. The first axis of both "
    "counts rows."
)


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + w, j : j + h] * K).sum()
    return Y
