"""The whole convention of nn.GRUCell, with the bias of the candidate in both places."""

import torch

HINT = (
    "This is the step of nn.GRUCell, which has two biases for each gate and resets after the product, R * "
    "(H @ W_hh + b), and whose reset gate comes first among the parameters. Here the update gate comes "
    "first, each gate has one bias, and the reset gate acts on the state before the product, (R * H) @ "
    "W_hh + b_h."
)


def gru_cell(X, H, params):
    W_xr, W_hr, b_r, W_xz, W_hz, b_z, W_xh, W_hh, b_h = params
    R = torch.sigmoid(X @ W_xr + b_r + H @ W_hr)
    Z = torch.sigmoid(X @ W_xz + b_z + H @ W_hz)
    N = torch.tanh(X @ W_xh + b_h + R * (H @ W_hh + b_h))
    return (1 - Z) * N + Z * H
