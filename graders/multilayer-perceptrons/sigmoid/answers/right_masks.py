"""Both halves are filled in by masks, each with its own formula."""

import torch


def sigmoid(X):
    out = torch.empty_like(X)
    negative = X < 0
    out[~negative] = 1 / (1 + torch.exp(-X[~negative]))
    e = torch.exp(X[negative])
    out[negative] = e / (1 + e)
    return out
