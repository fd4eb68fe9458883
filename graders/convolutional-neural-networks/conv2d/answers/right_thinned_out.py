"""All places first, with helpers; then every stride-th of them."""

import torch


def surrounded(X, rows, columns):
    X = torch.cat([X.new_zeros(rows, X.shape[1]), X, X.new_zeros(rows, X.shape[1])])
    side = X.new_zeros(X.shape[0], columns)
    return torch.hstack([side, X, side])


def conv(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum(dim=(-1, -2))


def conv2d(X, K, padding, stride):
    """As torch.nn.functional.conv2d would."""
    return conv(surrounded(X, *padding), K)[:: stride[0], :: stride[1]]
