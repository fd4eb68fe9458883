"""Every num_heads-th row belongs to one head; the heads are concatenated."""

import torch


def transpose_output(X, num_heads):
    return torch.cat([X[i::num_heads] for i in range(num_heads)], dim=-1)
