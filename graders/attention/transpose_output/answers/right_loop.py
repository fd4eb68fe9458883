"""One sequence after the other, its heads side by side."""

import torch


def transpose_output(X, num_heads):
    sequences = [torch.cat(tuple(X[row : row + num_heads]), dim=1) for row in range(0, len(X), num_heads)]
    return torch.stack(sequences)
