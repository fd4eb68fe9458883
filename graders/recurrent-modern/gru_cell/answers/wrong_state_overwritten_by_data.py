"""The result is right, but the caller's H is overwritten through .data."""

import torch

HINT = "This returns the right state but also overwrites the caller's H through .data or copy_: an argument must stay as it was, and autograd does not notice the change."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    H_new = Z * H + (1 - Z) * H_tilde
    H.data.copy_(H_new.data)
    return H_new
