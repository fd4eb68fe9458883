"""Numbers outside [0, 1] are moved to its ends."""

import torch

HINT = (
    "This behaves as if numbers outside [0, 1] were moved to the nearer end. Raise an error instead: it "
    "is nearly always a slip such as 50 instead of 0.5."
)


def dropout_layer(X, dropout):
    dropout = min(max(dropout, 0), 1)
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
