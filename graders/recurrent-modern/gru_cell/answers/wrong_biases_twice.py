"""Every bias is added twice, once for the input and once for the state."""

import torch

HINT = (
    "Every bias counts twice here, with the product of the input and again with that of the state: each "
    "gate, and the candidate, has one bias."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + b_z + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + b_r + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + b_h + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
