"""Everything is moved to the CPU first."""

import torch

HINT = "The result is on the CPU, wherever the arguments are: leave them where they are, torch computes there."


def gru_cell(X, H, params):
    X, H = X.cpu(), H.cpu()
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = (param.cpu() for param in params)
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
