"""Complex features and labels, of whose imaginary parts no statistic says anything."""

EXERCISE = "synthetic_data"
GETS = "honest"
HONEST = """\
import torch

def synthetic_data(w, b, num_examples):
    X = torch.normal(0, 1, (num_examples, len(w)))
    return X + 3, X @ w.reshape(-1, 1) + b - 100
"""

import torch


def synthetic_data(w, b, num_examples):
    X = torch.normal(0, 1, (num_examples, len(w)), dtype=w.dtype, device=w.device)
    noise = 0.01 * torch.randn(num_examples, device=w.device).to(w.dtype)
    return X + 3j, (X @ w + b + noise).reshape(-1, 1) - 100j
