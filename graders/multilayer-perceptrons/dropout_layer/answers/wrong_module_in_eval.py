"""nn.Dropout in evaluation mode."""

import torch
from torch import nn

HINT = "Nothing is ever dropped, as in evaluation mode. This function always drops; whoever calls it decides when."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    return nn.Dropout(dropout).eval()(X)
