"""A fresh tensor filled by bernoulli_, which rejects probabilities outside [0, 1] by itself."""

import torch


def dropout_layer(X, dropout):
    mask = torch.empty_like(X, requires_grad=False).bernoulli_(1 - dropout)
    if dropout < 1:
        mask.div_(1 - dropout)
    return X * mask
