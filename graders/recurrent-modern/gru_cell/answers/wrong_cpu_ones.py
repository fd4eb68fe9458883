"""The ones of 1 - Z are made on the CPU."""

import torch

HINT = "The result is right on the CPU, but a tensor made inside (ones for 1 - Z, say) is on the CPU whatever comes in: write 1 - Z, or use ones_like."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (torch.ones(Z.shape, dtype=Z.dtype) - Z) * H_tilde
