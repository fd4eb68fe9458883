"""Masked scores become one less than the smallest one."""

import torch

HINT = (
    "Masked scores become the smallest score less one, and then masked keys still get weight: next to that score "
    "it is exp(-1), about a third of it. Use a number next to which every score is large."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, -1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    return torch.softmax(X.masked_fill(torch.arange(X.shape[2], device=X.device) >= lens, X.min().item() - 1), -1)
