"""The sign, without its negative part, is the mask."""

import torch


def relu(X):
    return torch.mul(torch.sign(X).clamp(0, 1), X)
