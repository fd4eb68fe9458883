"""Height and width of image and kernel are mixed up when they are unpacked."""

HINT = (
    "The sizes are unpacked in the wrong order: K.shape is (h, w) and X.shape is (H, W), rows first. As it stands, only square "
    "images with square kernels come out."
)

import torch


def corr2d(X, K):
    w, h = K.shape
    W, H = X.shape
    Y = X.new_zeros(H - h + 1, W - w + 1)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
