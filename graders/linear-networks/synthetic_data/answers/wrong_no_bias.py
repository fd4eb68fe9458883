"""The bias is forgotten."""

import torch

HINT = "The bias is missing from the labels: y = X w + b + noise."


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, (X @ w + 0.01 * torch.randn_like(X[:, 0])).reshape(-1, 1)
