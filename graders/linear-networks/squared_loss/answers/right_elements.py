"""One pair after the other."""

import torch


def squared_loss(y_hat, y):
    losses = [(a - b) ** 2 / 2 for a, b in zip(y_hat.flatten(), y.flatten())]
    return torch.stack(losses).reshape(y_hat.shape)
