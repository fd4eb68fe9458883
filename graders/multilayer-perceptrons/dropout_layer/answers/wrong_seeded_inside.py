"""A seed is set at every call."""

import torch

HINT = (
    "This behaves as if a seed were set inside the function: every call drops the same elements. Leave "
    "the generator alone and let it run on."
)
NUMBER = 0  # or any other


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    torch.manual_seed(NUMBER)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
