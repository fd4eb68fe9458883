"""Returns more numbers than a message holds, without storing them."""

GETS = "nothing"

import torch


def softmax(X):
    return torch.zeros(1, dtype=X.dtype).expand(10_000, 1_000_000)
