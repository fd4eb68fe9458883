"""The input's weights are transposed, which only works when d equals h."""

import torch

HINT = "This transposes the input's weights, which only works when there are as many inputs as units: W_xz, W_xr and W_xh are (d, h) already."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz.T + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr.T + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh.T + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
