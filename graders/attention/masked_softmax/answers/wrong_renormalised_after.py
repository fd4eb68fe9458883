"""Weights are erased after the softmax and the rest is divided by its sum."""

import torch

HINT = (
    "Masking after the softmax and dividing by what is left works for ordinary scores only: when a masked "
    "score is far above the valid ones, the valid weights have underflowed to 0 before you divide, and a "
    "row of valid length 0 gives 0 / 0. Mask before the softmax."
)


def masked_softmax(X, valid_lens):
    weights = torch.softmax(X, dim=-1)
    if valid_lens is None:
        return weights
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    weights = weights * (torch.arange(X.shape[-1], device=X.device) < lens)
    return weights / weights.sum(dim=-1, keepdim=True)
