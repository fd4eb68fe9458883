"""The reset gate acts after the product, as in nn.GRUCell without its second bias."""

import torch

HINT = "This behaves like a GRU that resets after the matrix product, as nn.GRUCell does: here R multiplies the old state first, and the result is multiplied by W_hh."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + R * (H @ W_hh) + b_h)
    return Z * H + (1 - Z) * H_tilde
