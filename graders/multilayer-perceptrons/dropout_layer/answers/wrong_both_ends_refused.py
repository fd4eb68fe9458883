"""0 and 1 are taken for errors."""

import torch

HINT = (
    "Both ends, 0 and 1, are refused, but they are probabilities as well: 0 drops nothing, 1 drops "
    "everything."
)


def dropout_layer(X, dropout):
    if dropout <= 0 or dropout >= 1:
        raise ValueError("dropout must be in (0, 1)")
    mask = torch.rand(X.shape, device=X.device) > dropout
    return X * mask / (1 - dropout)
