"""The reset gate multiplies input, state and bias."""

import torch

HINT = "This behaves like a GRU whose reset gate dampens the whole inside of the tanh: it is to dampen the old state only, never the input."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(R * (X @ W_xh + H @ W_hh + b_h))
    return Z * H + (1 - Z) * H_tilde
