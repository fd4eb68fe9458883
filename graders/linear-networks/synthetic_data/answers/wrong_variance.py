"""0.01 as a variance."""

import torch

HINT = "The noise has a standard deviation of 0.1, as if 0.01 were its variance. It is the standard deviation."


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, (X @ w + b + 0.1 * torch.randn_like(X[:, 0])).reshape(-1, 1)
