"""One sequence and one head after the other."""

import torch


def transpose_qkv(X, num_heads):
    size = X.shape[-1] // num_heads
    rows = [sequence[:, i * size : (i + 1) * size] for sequence in X for i in range(num_heads)]
    return torch.stack(rows)
