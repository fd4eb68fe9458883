"""The update gate is used in the candidate in place of the reset gate."""

import torch

HINT = "This behaves like a GRU whose candidate uses Z where R belongs: the reset gate decides how much of the old state the candidate sees."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    H_tilde = torch.tanh(X @ W_xh + (Z * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
