"""No noise."""

import torch

HINT = "The labels are exactly X w + b: the noise, normal with standard deviation 0.01, is missing."


def synthetic_data(w, b, num_examples):
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, (X @ w + b).reshape(-1, 1)
