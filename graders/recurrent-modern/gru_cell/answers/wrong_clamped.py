"""What goes into the gates and the candidate is clamped to [-1, 1]."""

import torch

HINT = "What goes into the gates and the candidate is clamped: beyond the limits values are off and gradients zero. torch.sigmoid and torch.tanh need no clamping."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid((X @ W_xz + H @ W_hz + b_z).clamp(-1, 1))
    R = torch.sigmoid((X @ W_xr + H @ W_hr + b_r).clamp(-1, 1))
    H_tilde = torch.tanh((X @ W_xh + (R * H) @ W_hh + b_h).clamp(-1, 1))
    return Z * H + (1 - Z) * H_tilde
