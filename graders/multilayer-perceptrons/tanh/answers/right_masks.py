"""Each half by its own formula, put together by masks."""

import torch


def tanh(X):
    def half(x):  # of numbers that are not negative
        z = torch.exp(-2 * x)
        return (1 - z) / (1 + z)

    out = torch.zeros_like(X)
    below = X < 0
    out[below] = -half(-X[below])
    out[~below] = half(X[~below])
    return out
