"""Rows are built one by one, padded with zeros and stacked."""

import torch


def masked_softmax(X, valid_lens):
    B, Q, K = X.shape
    if valid_lens is None:
        valid_lens = torch.full((B,), K)
    if valid_lens.dim() == 1:
        valid_lens = valid_lens.reshape(B, 1).repeat(1, Q)
    rows = []
    for row, n in zip(X.reshape(B * Q, K), valid_lens.flatten().tolist()):
        weights = torch.softmax(row[:n], dim=-1)
        rows.append(torch.cat([weights, row.new_zeros(K - n)]))
    return torch.stack(rows).reshape(B, Q, K)
