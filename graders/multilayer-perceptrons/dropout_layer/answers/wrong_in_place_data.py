"""The argument is changed behind autograd's back."""

import torch

HINT = (
    "This behaves as if X itself were changed through .data: the caller's tensor is damaged, and autograd "
    "does not know. Build a new tensor."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    X.data *= mask
    return X / (1.0 - dropout)
