"""One column of features, repeated."""

import torch

HINT = (
    "All features of an example are the same number: draw a matrix of shape (n, d), one number for each example "
    "and feature."
)
MUST_FAIL = "test_hidden::test_independent"


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, 1, dtype=w.dtype, device=w.device).repeat(1, len(w))
    return X, (X @ w + b + 0.01 * torch.randn_like(X[:, 0])).reshape(-1, 1)
