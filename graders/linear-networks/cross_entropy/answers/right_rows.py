"""One row after the other, with Python's numbers as labels."""

import torch


def cross_entropy(y_hat, y):
    losses = []
    for row, label in zip(y_hat, y.flatten().tolist()):
        losses.append(-row[label].log())
    return torch.stack(losses)
