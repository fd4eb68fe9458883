"""The window is multiplied with the kernel as matrices are."""

import torch

HINT = "This multiplies window and kernel as matrices (@). Cross-correlation multiplies them entry by entry (*)."


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] @ K).sum()
    return Y
