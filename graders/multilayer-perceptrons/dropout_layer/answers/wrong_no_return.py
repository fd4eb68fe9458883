"""Nothing is returned."""

import torch

HINT = "The function returns None: is there a return?"


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    mask * X / (1.0 - dropout)
