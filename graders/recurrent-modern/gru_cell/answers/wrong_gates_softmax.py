"""The gates go through a softmax over the units."""

import torch

HINT = "This behaves like a GRU whose gates go through a softmax: the units' gates are independent shares, each through its own sigmoid, and need not sum to one."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.softmax(X @ W_xz + H @ W_hz + b_z, dim=1)
    R = torch.softmax(X @ W_xr + H @ W_hr + b_r, dim=1)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
