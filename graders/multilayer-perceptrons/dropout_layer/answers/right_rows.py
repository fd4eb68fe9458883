"""Row by row, each with random numbers of its own."""

import torch


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    rows = []
    for x in X:
        u = torch.rand(len(x), device=x.device)
        rows.append(torch.where(u < dropout, torch.zeros_like(x), x / (1 - dropout)))
    return torch.stack(rows)
