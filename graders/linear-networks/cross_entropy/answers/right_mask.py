"""A comparison with all classes marks one place in each row."""

import torch


def cross_entropy(y_hat, y):
    mask = y.reshape(-1, 1) == torch.arange(y_hat.shape[1], device=y_hat.device)
    return -y_hat.masked_fill(~mask, 0).sum(1).log()
