"""Row by row, with torch.func.vmap in the place of a loop."""

import torch


def row(x):
    e = (x - x.max()).exp()
    return e / e.sum()


def softmax(X):
    return torch.func.vmap(row)(X)
