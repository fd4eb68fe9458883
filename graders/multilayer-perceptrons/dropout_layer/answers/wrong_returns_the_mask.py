"""The mask is returned too."""

import torch

HINT = "The function returns more than one value. Return the result alone."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout), mask
