"""The state is computed through float32 and converted back."""

import torch

HINT = "The dtype is right, but the digits of float64 are lost on the way: somewhere the values pass through float32."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = (param.float() for param in params)
    dtype, X, H = H.dtype, X.float(), H.float()
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return (Z * H + (1 - Z) * H_tilde).to(dtype)
