"""The reset gate is computed and not used."""

import torch

HINT = "This behaves like a GRU without a reset gate: the candidate sees the whole old state, though R is to choose how much of it."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    H_tilde = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
