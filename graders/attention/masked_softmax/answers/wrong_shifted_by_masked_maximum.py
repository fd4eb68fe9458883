"""By hand, but the maximum is taken over all keys, masked ones too."""

import torch

HINT = (
    "The maximum that you subtract is taken over all keys. When a masked score is the largest by far, "
    "every valid exponential underflows to 0. Take the maximum over the valid keys."
)


def masked_softmax(X, valid_lens):
    weights = torch.exp(X - X.max(dim=-1, keepdim=True).values)
    if valid_lens is not None:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        weights = weights * (torch.arange(X.shape[-1], device=X.device) < lens)
    total = weights.sum(dim=-1, keepdim=True)
    return weights / torch.where(total == 0, torch.ones_like(total), total)
