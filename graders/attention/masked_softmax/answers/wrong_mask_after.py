"""The weights beyond the valid length are erased after the softmax."""

import torch

HINT = (
    "The rows do not sum to one: masked weights are erased after a softmax over all keys. The sum in the "
    "denominator must run over the valid keys only, so mask first."
)


def masked_softmax(X, valid_lens):
    weights = torch.softmax(X, dim=-1)
    if valid_lens is None:
        return weights
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return weights * mask
