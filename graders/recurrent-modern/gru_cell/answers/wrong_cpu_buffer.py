"""The rows are collected in a float32 buffer on the CPU."""

import torch

HINT = "The result is collected in a buffer made by torch.zeros or torch.empty, which is float32 and on the CPU: make it like H (empty_like, or H.new_empty), or do without."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    H_new = torch.zeros(H.shape)
    H_new[:] = Z * H + (1 - Z) * H_tilde
    return H_new
