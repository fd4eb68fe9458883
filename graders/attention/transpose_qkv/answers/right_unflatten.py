"""The last axis unflattened, and the heads moved; by einsum, which only renames axes here."""

import torch


def transpose_qkv(X, num_heads):
    B, n, h = X.size()
    parts = X.unflatten(2, (num_heads, h // num_heads))
    return torch.einsum("bnhd->bhnd", parts).contiguous().view(B * num_heads, n, h // num_heads)
