"""The larger of the line and a tensor of zeros."""

import torch


def epanechikov(x):
    return torch.max(1 - torch.abs(x), torch.zeros_like(x))
