"""In place, but on a tensor of its own."""

import torch


def squared_loss(y_hat, y):
    """Half of what F.mse_loss gives with reduction="none"."""
    loss = torch.pow(y_hat - torch.reshape(y, y_hat.shape), 2)
    loss /= 2
    return loss
