"""Sequence by sequence: the valid part, then as many rows of the value as are missing."""

import torch


def sequence_mask(X, valid_len, value=0):
    rows = []
    for row, length in zip(X, valid_len.tolist()):
        rows.append(torch.cat([row[:length], torch.full_like(row[length:], value)]))
    return torch.stack(rows)
