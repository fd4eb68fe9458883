"""Number by number, stacked."""

import torch


def relu(X):
    numbers = [x if x > 0 else torch.zeros_like(x) for x in X.reshape(-1)]
    return torch.stack(numbers).reshape(X.shape)
