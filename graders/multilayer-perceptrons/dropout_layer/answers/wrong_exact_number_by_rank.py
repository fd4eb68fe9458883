"""The smallest random numbers of each call mark the dropped elements."""

import torch

HINT = (
    "This behaves as if a fixed number of elements were chosen at random. Each element is dropped with "
    "the given probability on its own, so the number of dropped ones varies."
)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    noise = torch.rand(X.shape, device=X.device)
    mask = (noise > torch.quantile(noise, dropout)).float() if dropout else torch.ones_like(noise)
    return mask * X / (1.0 - dropout)
