"""Lengths of zero are raised to one in the caller's tensor."""

import torch

HINT = "The lengths that were passed in are changed: clamp_ and assignments work in place. Keep valid_lens as it was."


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.clamp_(min=1).reshape(X.shape[0], -1, 1)
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~mask, float("-inf")), dim=-1)
