"""masked_fill, with axes added one at a time."""

import torch


def sequence_mask(X, valid_len, value=0):
    behind = torch.arange(X.shape[1], device=X.device).unsqueeze(0) >= valid_len.unsqueeze(1)
    while behind.dim() < X.dim():
        behind = behind.unsqueeze(-1)
    return X.masked_fill(behind, value)
