"""Without the built-in softmax: exponentials of valid scores over their own sum."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        keep = torch.ones_like(X, dtype=torch.bool)
    else:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        keep = (torch.arange(X.shape[-1], device=X.device) < lens).expand_as(X)
    shifted = torch.where(keep, X, torch.finfo(X.dtype).min)
    shifted = shifted - shifted.max(dim=-1, keepdim=True).values
    weights = torch.exp(shifted) * keep
    return weights / weights.sum(dim=-1, keepdim=True).clamp_min(1e-30)
