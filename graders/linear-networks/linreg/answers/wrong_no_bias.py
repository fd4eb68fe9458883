"""The bias is forgotten."""

import torch

HINT = "The bias b is missing: X w alone predicts 0 for every example whose features are all 0."


def linreg(X, w, b):
    return torch.matmul(X, w)
