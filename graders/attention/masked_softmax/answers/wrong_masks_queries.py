"""The mask runs along the queries: right shapes only where Q equals K."""

import torch

HINT = (
    "The mask is laid along the queries (axis 1), not along the keys (axis 2): rows are masked where columns should be."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens[:, None] if valid_lens.dim() == 1 else valid_lens
    mask = torch.arange(X.shape[1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~mask[:, :, None], -1e6), dim=-1)
