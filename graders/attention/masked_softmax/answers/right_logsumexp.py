"""The log-sum-exp of the valid scores is subtracted before the exponential."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is not None:
        lens = valid_lens[:, None, None] if len(valid_lens.shape) == 1 else valid_lens[:, :, None]
        position = torch.cumsum(torch.ones_like(X), dim=-1)
        X = X.masked_fill(position > lens, -1e8)
    return torch.exp(X - torch.logsumexp(X, dim=-1, keepdim=True))
