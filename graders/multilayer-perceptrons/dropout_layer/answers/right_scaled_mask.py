"""The scale is put into the mask, which is float32 whatever X is."""

import torch


def dropout_layer(X, dropout):
    if dropout < 0 or dropout > 1:
        raise ValueError(f"not a probability: {dropout}")
    if dropout == 1:
        return X - X
    mask = torch.full(X.shape, 1 - dropout, device=X.device).bernoulli() / (1 - dropout)
    return mask * X
