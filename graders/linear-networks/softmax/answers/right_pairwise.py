"""Only differences count: one over the sum of exp(x_k - x_j)."""

import torch


def softmax(X):
    differences = X[:, None, :] - X[:, :, None]
    return 1 / torch.exp(differences).sum(dim=2)
