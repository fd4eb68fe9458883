"""The output is a vector."""

import torch

HINT = (
    "The values are right and in the right order, but they come as a vector: give the result the shape (H - h "
    "+ 1, W - w + 1)."
)


def corr2d(X, K):
    h, w = K.shape
    return torch.stack(
        [(X[i : i + h, j : j + w] * K).sum() for i in range(X.shape[0] - h + 1) for j in range(X.shape[1] - w + 1)]
    )
