"""The sigmoid is written as exp(x) / (1 + exp(x))."""

import torch

HINT = "The gates become NaN when they saturate: exp(x) overflows for large x, and infinity divided by infinity is NaN. torch.sigmoid does not do that."


def sigmoid(x):
    return torch.exp(x) / (1 + torch.exp(x))


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
