"""Masked scores are multiplied by zero before the softmax."""

import torch
from torch import nn

HINT = (
    "A score of 0 is not a weight of 0: its exponential is 1. This sets masked scores to zero, or nearly "
    "so, before the softmax, and masked keys still get weight."
)


def masked_softmax(X, valid_lens):
    def _sequence_mask(X, valid_len, value=0):
        maxlen = X.size(1)
        mask = torch.arange((maxlen), dtype=torch.float32, device=X.device)[None, :] < valid_len[:, None]
        X[~mask] = value
        return X

    if valid_lens is None:
        return nn.functional.softmax(X, dim=-1)
    else:
        shape = X.shape
        if valid_lens.dim() == 1:
            valid_lens = torch.repeat_interleave(valid_lens, shape[1])
        else:
            valid_lens = valid_lens.reshape(-1)
        X = _sequence_mask(X.clone().reshape(-1, shape[-1]), valid_lens, value=0)
        return nn.functional.softmax(X.reshape(shape), dim=-1)
