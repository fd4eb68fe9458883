"""The sum of the window times the sum of the kernel."""

import torch

HINT = (
    "This multiplies the sum of the window by the sum of the kernel: each pixel is to be multiplied by the "
    "weight that lies on it, before anything is added up."
)


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = X[i : i + h, j : j + w].sum() * K.sum()
    return Y
