"""The whole convention of nn.GRUCell, with the bias in the part that is reset."""

import torch

HINT = (
    "This is the step of nn.GRUCell: the reset gate comes first among the parameters and acts after the "
    "product, R * (H @ W_hh). Here the order is update, reset, candidate, and the reset gate acts on the "
    "state before the product, (R * H) @ W_hh."
)


def gru_cell(X, H, params):
    W_xr, W_hr, b_r, W_xz, W_hz, b_z, W_xh, W_hh, b_h = params
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    N = torch.tanh(X @ W_xh + R * (H @ W_hh + b_h))
    return (1 - Z) * N + Z * H
