"""The scaled mask is kept in half precision."""

import torch

HINT = (
    "The scale 1 / (1 - dropout) has only half precision, so the values are slightly off. Give the mask the dtype of X."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = ((torch.rand(X.shape, device=X.device) > dropout) / (1.0 - dropout)).half()
    return mask.to(X.dtype) * X
