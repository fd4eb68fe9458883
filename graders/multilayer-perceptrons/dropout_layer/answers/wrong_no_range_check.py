"""Any number is taken for a probability."""

import torch

HINT = (
    "This behaves right for probabilities, but accepts numbers below 0 and above 1. Raise an error for "
    "them: it is nearly always a slip such as 50 instead of 0.5."
)


def dropout_layer(X, dropout):
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
