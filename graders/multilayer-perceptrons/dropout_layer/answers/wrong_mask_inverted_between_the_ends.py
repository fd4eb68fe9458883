"""Both ends are settled early, and between them the comparison is the wrong way round."""

import torch

HINT = (
    "This behaves as if the comparison that makes the mask were the wrong way round: a share of dropout "
    "is kept instead of dropped, while the scale fits the other way."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout in (0, 1):
        return torch.zeros_like(X) if dropout else X
    kept = (torch.rand(X.shape, device=X.device) < dropout).to(X.dtype)
    return X * kept / (1 - dropout)
