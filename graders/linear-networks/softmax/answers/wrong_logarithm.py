"""The logarithm of the result."""

import torch

HINT = "This behaves like log_softmax: the numbers are logarithms of the probabilities. One exponential is missing."


def softmax(X):
    return X - torch.logsumexp(X, dim=1, keepdim=True)
