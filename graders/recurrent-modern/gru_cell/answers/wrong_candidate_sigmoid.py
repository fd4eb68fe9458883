"""The candidate goes through a sigmoid."""

import torch

HINT = "This behaves like a GRU whose candidate is squashed by a sigmoid: gates use the sigmoid, the candidate uses tanh, because a state can be negative."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.sigmoid(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
