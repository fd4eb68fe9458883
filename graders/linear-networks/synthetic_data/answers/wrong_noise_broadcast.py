"""One number of noise for all examples."""

import torch

HINT = "All examples have the same noise: one number is drawn for all of them. Draw one for each."


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, (X @ w + b + 0.01 * torch.randn((), dtype=w.dtype, device=w.device)).reshape(-1, 1)
