"""All sequences are masked at the longest length of the batch."""

import torch

HINT = "Every row is cut at the longest valid length of the batch; each has its own."


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    mask = torch.arange(X.shape[-1], device=X.device) < valid_lens.max()
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
