"""Pieces of the last axis, stacked behind the axis of the sequences."""

import torch


def transpose_qkv(X, num_heads):
    return torch.stack(X.chunk(num_heads, dim=-1), dim=1).flatten(0, 1)
