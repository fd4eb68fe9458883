"""expm1 keeps the digits of small results; the exponent stops where nothing changes any more."""

import torch


def tanh(X):
    e = torch.expm1(2 * X.clamp(-40, 40))
    return e / (e + 2)
