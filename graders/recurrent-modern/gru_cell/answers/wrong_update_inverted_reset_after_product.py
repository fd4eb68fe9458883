"""As in many blogs: the update gate weighs the candidate, and the reset acts after the product."""

import torch

HINT = (
    "Two conventions differ: the update gate Z weighs the OLD state here, Z * H + (1 - Z) * candidate, "
    "and the reset gate acts on the state before the product, (R * H) @ W_hh."
)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + R * (H @ W_hh) + b_h)
    return (1 - Z) * H + Z * H_tilde
