"""The state's weights are transposed, as when they were stored in the library's layout."""

import torch

HINT = "This behaves like a GRU with transposed state weights: here the state is multiplied by W_hz, W_hr and W_hh as they are. (They are square, so no shape complains.)"


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz.T + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr.T + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh.T + b_h)
    return Z * H + (1 - Z) * H_tilde
