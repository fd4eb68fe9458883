"""The sigmoid written with tanh, the tanh with a sigmoid."""

import torch


def sigma(x):
    return 0.5 * (1 + torch.tanh(0.5 * x))


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = sigma(X @ W_xz + H @ W_hz + b_z)
    R = sigma(X @ W_xr + H @ W_hr + b_r)
    keep = Z * H
    return keep + (1 - Z) * (2 * sigma(2 * (X @ W_xh + (H * R) @ W_hh + b_h)) - 1)
