"""Minus infinity by masked_fill, whose backward pass gives masked places a zero, and nan replaced afterwards."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    beyond = torch.arange(X.shape[-1], device=X.device) >= lens
    return torch.nan_to_num(torch.softmax(X.masked_fill(beyond, -torch.inf), dim=-1))
