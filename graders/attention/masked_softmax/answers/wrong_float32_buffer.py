"""Rows are collected in a float32 buffer."""

import torch

HINT = (
    "With lengths the result is collected in a buffer that is always float32: give it the dtype of the "
    "scores, as zeros_like(X) does."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    Y = torch.zeros(X.shape, device=X.device)
    for b in range(X.shape[0]):
        for q in range(X.shape[1]):
            n = int(valid_lens[b] if valid_lens.dim() == 1 else valid_lens[b, q])
            if n > 0:
                Y[b, q, :n] = torch.softmax(X[b, q, :n], dim=-1)
    return Y
