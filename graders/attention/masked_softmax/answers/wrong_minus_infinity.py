"""Minus infinity beyond the valid length, nothing done about empty rows."""

import torch

HINT = (
    "A row of valid length 0 becomes nan: with minus infinity everywhere the softmax divides 0 by 0. Use "
    "a very low finite number, or treat such rows apart."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    mask = torch.arange(X.shape[-1], device=X.device) >= lens
    return torch.softmax(X.masked_fill(mask, float("-inf")), dim=-1)
