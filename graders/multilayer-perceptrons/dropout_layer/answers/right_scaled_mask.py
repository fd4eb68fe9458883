"""The scale is put into the mask, of the dtype of X."""

import torch


def dropout_layer(X, dropout):
    if dropout < 0 or dropout > 1:
        raise ValueError(f"not a probability: {dropout}")
    if dropout == 1:
        return X - X
    mask = X.new_full(X.shape, 1 - dropout).bernoulli() / (1 - dropout)
    return mask * X
