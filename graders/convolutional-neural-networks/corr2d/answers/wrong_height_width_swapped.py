"""The kernel's height is taken off the image's width, and the width off the height."""

import torch

HINT = (
    "Height and width of the kernel are mixed up in the shape of the output: its height is X.shape[0] - K.shape[0] + 1."
)


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - w + 1, X.shape[1] - h + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
