"""The error is printed, and None comes back."""

import torch

HINT = (
    "A probability outside [0, 1] is only reported by print, and the function returns None. Raise an "
    "error: `raise ValueError(...)`, or an assert."
)


def dropout_layer(X, dropout):
    if dropout < 0 or dropout > 1:
        print("dropout must be between 0 and 1")
        return None
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.rand(X.shape, device=X.device) > dropout
    return X * mask / (1 - dropout)
