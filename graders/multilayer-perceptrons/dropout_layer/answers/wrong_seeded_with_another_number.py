"""The seed that is set at every call is the one of `own_generator`: same masks, but it is torch's own generator that is set."""

import torch

HINT = (
    "This behaves as if a seed were set inside the function: every call drops the same elements. Leave "
    "the generator alone and let it run on."
)
NUMBER = 42  # or any other


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    torch.manual_seed(NUMBER)
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.rand(X.shape, device=X.device) > dropout
    return mask * X / (1 - dropout)
