"""Weights and bias in one tensor."""

import torch

HINT = "Weights and bias come in one tensor: split it into the pair (w, b)."


def normal_equation(X, y):
    A = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    return torch.linalg.lstsq(A, y.reshape(-1, 1)).solution
