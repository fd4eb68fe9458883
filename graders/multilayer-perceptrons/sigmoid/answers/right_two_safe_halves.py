"""Numerator and denominator multiplied by exp of what is safe."""

import torch


def sigmoid(X):
    low, high = torch.where(X < 0, X, 0), torch.where(X < 0, 0, X)
    return torch.exp(low) / (torch.exp(low) + torch.exp(-high))
