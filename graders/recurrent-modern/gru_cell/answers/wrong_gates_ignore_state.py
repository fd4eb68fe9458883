"""The gates look at the input alone."""

import torch

HINT = "This behaves like a GRU whose gates look at the input alone: they see the old state too, through W_hz and W_hr."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + b_z)
    R = torch.sigmoid(X @ W_xr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
