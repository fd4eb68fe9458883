"""torch.bernoulli with the keep probability for every element."""

import torch


def dropout_layer(X, dropout):
    keep = 1 - dropout
    if not 0 <= keep <= 1:
        raise ValueError("dropout must lie between 0 and 1")
    if keep == 0:
        return X * 0
    mask = torch.bernoulli(torch.full_like(X, keep))
    return X * mask / keep
