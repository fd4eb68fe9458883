"""The reset state takes the old one's name, and is mixed in."""

import torch

HINT = (
    "The mixture uses the reset state R * H where the old state H belongs: the reset gate decides only "
    "what the candidate sees. Give R * H a name of its own."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H = R * H
    H_tilde = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
