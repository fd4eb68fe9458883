"""Rows are collected in a buffer on the CPU."""

import torch

HINT = (
    "The result is collected in a buffer on the CPU, so it leaves the accelerator: give it the device of "
    "the scores, as zeros_like(X) does."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    Y = torch.zeros(X.shape, dtype=X.dtype)
    for b in range(X.shape[0]):
        for q in range(X.shape[1]):
            n = int(valid_lens[b] if valid_lens.dim() == 1 else valid_lens[b, q])
            if n > 0:
                Y[b, q, :n] = torch.softmax(X[b, q, :n], dim=-1)
    return Y
