"""The operands of every matrix product are swapped."""

import torch

HINT = (
    "The operands of the matrix products are swapped: an example is a row of X, so the weights, (d, h) and (h, h), stand "
    "on the right: X @ W_xz + H @ W_hz."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(W_xz @ X + W_hz @ H + b_z)
    R = torch.sigmoid(W_xr @ X + W_hr @ H + b_r)
    return Z * H + (1 - Z) * torch.tanh(W_xh @ X + W_hh @ (R * H) + b_h)
