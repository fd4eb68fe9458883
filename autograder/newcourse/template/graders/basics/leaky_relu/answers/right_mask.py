"""Elements chosen by a mask, in a new tensor."""

import torch


def leaky_relu(X, slope):
    factors = torch.ones_like(X)
    factors[X <= 0] = slope
    return X * factors
