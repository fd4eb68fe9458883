"""A running product of x / i."""

import torch


def polynomial_features(x, degree):
    x = x.reshape(-1, 1)
    factors = [torch.ones_like(x)] + [x / i for i in range(1, degree + 1)]
    out = factors[0]
    for factor in factors[1:]:
        out = torch.hstack((out, out[:, -1:] * factor))
    return out
