"""State and input lie side by side in the other order than their weights."""

import torch

HINT = (
    "Input and state are joined in one order and their weights in the other: with torch.cat([H, X]) the "
    "weights must be torch.cat([W_h, W_x]), too."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    HX = torch.cat([H, X], dim=1)
    Z = torch.sigmoid(HX @ torch.cat([W_xz, W_hz]) + b_z)
    R = torch.sigmoid(HX @ torch.cat([W_xr, W_hr]) + b_r)
    H_tilde = torch.tanh(torch.cat([R * H, X], dim=1) @ torch.cat([W_xh, W_hh]) + b_h)
    return Z * H + (1 - Z) * H_tilde
