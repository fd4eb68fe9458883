"""The logistic function by its two formulas, each where its exponential is small."""

import torch


def sigmoid(x):
    low = torch.exp(x.clamp(max=0))
    return torch.where(x < 0, low / (1 + low), 1 / (1 + torch.exp(-x.clamp(min=0))))


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return H_tilde + Z * (H - H_tilde)
