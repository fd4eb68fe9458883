"""A tensor with the right shape and dtype, and no values."""

GETS = "nothing"

import torch


def softmax(X):
    return torch.empty(X.shape, dtype=X.dtype, device="meta")
