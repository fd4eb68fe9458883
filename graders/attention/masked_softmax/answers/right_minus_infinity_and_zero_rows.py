"""Minus infinity, with rows of length zero set to zero by nan_to_num."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return X.softmax(-1)
    if valid_lens.dim() < 2:
        valid_lens = valid_lens.unsqueeze(1).expand(X.shape[0], X.shape[1])
    keys = torch.arange(X.shape[2]).to(X.device)
    mask = keys[None, None, :] >= valid_lens[:, :, None]
    return torch.nan_to_num(X.masked_fill(mask, float("-inf")).softmax(-1), nan=0.0)
