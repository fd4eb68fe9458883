"""The state of the generator is put back after every call."""

import torch

HINT = (
    "This puts the random generator back to where it was, so the next call draws the same mask again. "
    "Leave the generator alone and let it run on."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    with torch.random.fork_rng(devices=[]):
        mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
