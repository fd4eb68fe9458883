"""A Bernoulli distribution object."""

import torch
from torch.distributions import Bernoulli


def dropout_layer(X, dropout):
    if not 0 <= dropout <= 1:
        raise ValueError
    if dropout == 1:
        return torch.zeros_like(X)
    mask = Bernoulli(probs=1 - dropout).sample(X.shape).to(X)
    return mask * X / (1 - dropout)
