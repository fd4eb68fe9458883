"""Rows and columns of all windows as indices, in a class."""

import torch


class Windows:
    def __init__(self, size, kernel, padding, stride, device):
        places = (size + 2 * padding - kernel) // stride + 1
        begin = stride * torch.arange(places, device=device)
        self.index = begin[:, None] + torch.arange(kernel, device=device)


def conv2d(X, K, padding, stride):
    rows, columns = (
        Windows(n, k, p, s, X.device).index for n, k, p, s in zip(X.shape, K.shape, padding, stride)
    )
    padded = torch.nn.ZeroPad2d((padding[1], padding[1], padding[0], padding[0]))(X[None])[0]
    windows = padded[rows[:, None, :, None], columns[None, :, None, :]]
    return torch.tensordot(windows, K, dims=2)
