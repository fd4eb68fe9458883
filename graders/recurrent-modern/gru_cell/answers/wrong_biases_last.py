"""The parameters are read kind by kind instead of gate by gate."""

import torch

HINT = "This looks like parameters that are unpacked in another order: they come gate by gate, (W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h)."


def gru_cell(X, H, params):
    W_xz, W_xr, W_xh, W_hz, W_hr, W_hh, b_z, b_r, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
