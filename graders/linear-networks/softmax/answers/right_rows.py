"""A loop over the rows, stacked."""

import torch


def softmax(X):
    rows = []
    for x in X:
        e = torch.exp(x - x.max())
        rows.append(e / e.sum())
    return torch.stack(rows)
