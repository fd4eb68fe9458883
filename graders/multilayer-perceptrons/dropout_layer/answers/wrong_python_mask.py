"""The mask comes from Python's random numbers."""

import random

import torch

HINT = (
    "The mask comes from NumPy's or Python's random numbers, which do not listen to torch.manual_seed. "
    "Draw it with torch."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    kept = [random.random() > dropout for _ in range(X.numel())]
    mask = torch.tensor(kept).reshape(X.shape).to(X)
    return mask * X / (1.0 - dropout)
