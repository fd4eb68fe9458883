"""A view that transposed or strided inputs do not allow."""

import torch

HINT = (
    "The values are right for fresh tensors, but .view() fails on transposed or strided ones. Draw the "
    "mask in the shape of X, or use .reshape()."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    flat = X.view(-1)
    mask = (torch.rand(flat.shape, device=X.device) > dropout).float()
    return (mask * flat / (1.0 - dropout)).view(X.shape)
