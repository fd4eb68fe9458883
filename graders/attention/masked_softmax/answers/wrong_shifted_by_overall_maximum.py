"""By hand, with the maximum over the whole tensor subtracted."""

import torch

HINT = (
    "The maximum over the whole tensor is subtracted, so rows whose scores are far below it underflow to "
    "0. Each row needs its own maximum, over its valid keys."
)


def masked_softmax(X, valid_lens):
    weights = torch.exp(X - X.max())
    if valid_lens is not None:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        weights = weights * (torch.arange(X.shape[-1], device=X.device) < lens)
    total = weights.sum(dim=-1, keepdim=True)
    return weights / torch.where(total == 0, torch.ones_like(total), total)
