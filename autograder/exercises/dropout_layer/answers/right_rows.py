"""Row by row, each with random numbers of its own."""

import torch


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if X.ndim == 0:
        return X * (torch.rand((), device=X.device) >= dropout) / max(1 - dropout, 1e-9)
    return torch.stack([dropout_layer(row, dropout) for row in X])
