"""Nothing is dropped where no gradient is required."""

import torch

HINT = "This drops elements only when X requires a gradient. The function always drops; whoever calls it decides when."


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if not X.requires_grad:
        return X
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
