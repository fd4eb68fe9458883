"""The mask is drawn once per shape and kept."""

import torch

HINT = "This behaves as if a mask were drawn once and kept for later calls. Draw a fresh one at every call."


masks = {}


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    key = (tuple(X.shape), dropout)
    if key not in masks:
        masks[key] = (torch.rand(X.shape) > dropout).float()
    return masks[key].to(X) * X / (1.0 - dropout)
