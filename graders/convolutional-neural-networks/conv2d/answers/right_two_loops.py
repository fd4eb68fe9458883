"""The padded image by hand, and a loop over the places of the window."""

import torch


def conv2d(X, K, padding, stride):
    H, W = X.shape
    h, w = K.shape
    padded = torch.zeros((H + 2 * padding[0], W + 2 * padding[1]), dtype=X.dtype, device=X.device)
    padded[padding[0] : padding[0] + H, padding[1] : padding[1] + W] = X
    rows = (H - h + 2 * padding[0]) // stride[0] + 1
    columns = (W - w + 2 * padding[1]) // stride[1] + 1
    Y = torch.zeros((rows, columns), dtype=X.dtype, device=X.device)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride[0], j * stride[1]
            Y[i, j] = (padded[top : top + h, left : left + w] * K).sum()
    return Y
