"""torch's own."""

import torch

HINT = "This calls torch's own softmax. Build it from the exponential, sums and a shift."


def softmax(X):
    return torch.softmax(X, dim=1)
