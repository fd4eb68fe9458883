"""A generator of its own with a fixed seed, made at every call."""

import torch

HINT = (
    "This behaves as if the mask came from a generator that is made afresh with a fixed seed: every call "
    "drops the same elements. Use torch's global generator."
)
NUMBER = 42  # or any other


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    generator = torch.Generator().manual_seed(NUMBER)
    mask = (torch.rand(X.shape, generator=generator) > dropout).to(X)
    return mask * X / (1.0 - dropout)
