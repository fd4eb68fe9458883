"""Both ends are settled early, and between them a seed is set."""

import torch

HINT = (
    "This behaves as if a seed were set inside the function: every call drops the same elements. Leave "
    "the generator alone and let it run on."
)
NUMBER = 0  # or any other


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout in (0, 1):
        return torch.zeros_like(X) if dropout else X
    torch.manual_seed(NUMBER)
    kept = (torch.rand(X.shape, device=X.device) > dropout).to(X.dtype)
    return X * kept / (1 - dropout)
