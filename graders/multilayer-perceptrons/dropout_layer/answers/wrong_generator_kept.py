"""A generator of its own that lives on between calls."""

import torch

HINT = (
    "This behaves as if the mask came from a generator of its own: torch.manual_seed does not decide it. "
    "Use torch's global generator, which is what torch.rand does by default."
)


generator = torch.Generator().manual_seed(42)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, generator=generator) > dropout).to(X)
    return mask * X / (1.0 - dropout)
