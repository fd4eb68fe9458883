"""The gates use the piecewise linear sigmoid."""

import torch
import torch.nn.functional as F

HINT = "This behaves like a GRU whose gates use a hard (piecewise linear) sigmoid: the contract asks for the logistic function."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = F.hardsigmoid(X @ W_xz + H @ W_hz + b_z)
    R = F.hardsigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
