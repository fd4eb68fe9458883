"""The parameters are made parameters of its own."""

import torch
from torch import nn

HINT = (
    "The result is right, but nn.Parameter(...) makes new leaves: no gradient reaches the tensors that "
    "were given. Use them as they are."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = [nn.Parameter(p) for p in params]
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
