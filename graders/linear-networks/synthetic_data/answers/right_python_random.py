"""Number by number, from Python's generator."""

import random

import torch


def synthetic_data(w, b, num_examples):
    X = [[random.gauss(0, 1) for _ in w] for _ in range(num_examples)]
    X = torch.tensor(X, dtype=w.dtype, device=w.device)
    noise = torch.tensor([[random.gauss(0, 0.01)] for _ in range(num_examples)], dtype=w.dtype, device=w.device)
    return [X, (X * w).sum(dim=1, keepdim=True) + float(b) + noise]
