"""Noise from the uniform distribution."""

import torch

HINT = "The noise lies between 0 and 0.01, as torch.rand draws it. It should be normal, with mean 0: torch.randn."


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, (X @ w + b + 0.01 * torch.rand_like(X[:, 0])).reshape(-1, 1)
