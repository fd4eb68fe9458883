"""The binomial formula, on half the difference."""

import torch


def squared_loss(y_hat, y):
    half = torch.sub(y_hat, y.reshape(y_hat.size())) / 2
    return torch.square(half).mul(2)
