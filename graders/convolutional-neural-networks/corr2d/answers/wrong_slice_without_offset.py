"""The window's end does not move."""

import torch

HINT = "The window's end stands still: it runs from i to i + h and from j to j + w, not to h and w."


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:h, j:w] * K).sum()
    return Y
