"""Axes of length one are dropped."""

import torch

HINT = (
    "A result of one row or one column loses an axis: leave out squeeze(), the result always has two "
    "axes."
)


def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3)).squeeze()
