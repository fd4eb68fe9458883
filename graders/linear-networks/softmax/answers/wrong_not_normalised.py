"""The exponentials, not divided."""

import torch

HINT = "This behaves like the exponential alone. Divide each row by its sum."


def softmax(X):
    return torch.exp(X)
