"""A sigmoid of one's own, stretched and moved."""

import torch


def sigmoid(X):
    positive = X >= 0
    z = torch.exp(torch.where(positive, -X, X))
    return torch.where(positive, 1, z) / (1 + z)


def tanh(X):
    return 2 * sigmoid(2 * X) - 1
