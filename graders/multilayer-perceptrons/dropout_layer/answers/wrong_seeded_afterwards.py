"""A seed is set at the end of every call."""

import torch

HINT = (
    "The first call draws a mask of its own, and then sets a seed: all calls after it drop the same "
    "elements. Leave the generator alone and let it run on."
)
NUMBER = 0  # or any other


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    torch.manual_seed(NUMBER)
    return mask * X / (1.0 - dropout)
