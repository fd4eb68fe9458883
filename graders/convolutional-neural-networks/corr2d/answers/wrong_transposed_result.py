"""The result is transposed."""

import torch

HINT = (
    "The values are right, but rows and columns of the result are exchanged: its height is X.shape[0] - "
    "K.shape[0] + 1."
)


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3)).T
