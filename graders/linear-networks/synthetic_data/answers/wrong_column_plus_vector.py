"""A column and a vector are added."""

import torch

HINT = (
    "y has the shape (n, n): a column (n, 1) and a vector (n,) broadcast when they are added. Bring the noise and "
    "X w into the same shape first."
)


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, X @ w.reshape(-1, 1) + b + 0.01 * torch.randn_like(X[:, 0])
