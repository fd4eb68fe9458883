"""Noise as large as the features."""

import torch

HINT = "The noise has a standard deviation of 1, a hundred times too much: torch.randn is to be multiplied by 0.01."


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, (X @ w + b + torch.randn_like(X[:, 0])).reshape(-1, 1)
