"""Both ends are settled early, and any other number is taken for a probability."""

import torch

HINT = (
    "This behaves right for probabilities, but accepts numbers below 0 and above 1. Raise an error for "
    "them: it is nearly always a slip such as 50 instead of 0.5."
)


def dropout_layer(X, dropout):
    if dropout in (0, 1):
        return torch.zeros_like(X) if dropout else X
    kept = (torch.rand(X.shape, device=X.device) > dropout).to(X.dtype)
    return X * kept / (1 - dropout)
