"""The parameters are read in the library's order: reset, update, candidate."""

import torch

HINT = "This behaves like a GRU whose two gates are swapped: the first three parameters belong to the update gate, the next three to the reset gate (nn.GRUCell has them the other way round)."


def gru_cell(X, H, params):
    W_xr, W_hr, b_r, W_xz, W_hz, b_z, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
