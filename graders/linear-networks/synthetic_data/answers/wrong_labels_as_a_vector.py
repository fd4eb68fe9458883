"""Labels of shape (n,)."""

import torch

HINT = "The labels are a vector, (n,). The contract wants a column, (n, 1): reshape(-1, 1)."


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, X @ w + b + 0.01 * torch.randn_like(X[:, 0])
