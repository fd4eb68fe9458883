"""Lengths get one new axis where they need two: the mask is laid over sequences and keys."""

import torch

HINT = (
    "Lengths of shape (B,) make a mask of shape (B, K), which broadcasts against (B, Q, K) as if its rows "
    "were queries: it needs an axis for the queries, (B, 1, K)."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    mask = torch.arange(X.shape[-1], device=X.device) < valid_lens.unsqueeze(-1)
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
