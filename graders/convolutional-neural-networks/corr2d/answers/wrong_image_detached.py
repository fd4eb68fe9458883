"""The image's data is used, so that it gets no gradient."""

import torch

HINT = "K gets its gradient, X gets none: .data and detach() cut the image off, and no layer below could be learned."


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X.data[i : i + h, j : j + w] * K).sum()
    return Y
