"""The reset gate is inverted."""

import torch

HINT = "This behaves like a GRU whose reset gate is inverted: a gate near 1 lets the candidate see the old state, a gate near 0 hides it."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + ((1 - R) * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
