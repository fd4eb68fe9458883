"""expm1 keeps the digits of small results; the exponent stops where nothing changes any more."""

import torch


def tanh(X):
    end = 5 if X.dtype == torch.float16 else 40
    e = torch.expm1(2 * X.clamp(-end, end))
    return e / (e + 2)
