"""A list that names one huge tensor, the argument, a hundred times: each costs a byte on its way."""

GETS = "no more"

import torch


def softmax(X):
    X.data = torch.zeros(4_000_000, dtype=X.dtype)
    return [X] * 120
