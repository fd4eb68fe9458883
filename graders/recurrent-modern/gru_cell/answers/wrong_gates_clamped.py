"""What goes into the gates is clamped, so that exp does not overflow."""

import torch

HINT = (
    "Sigmoid and tanh of what is clamped come near to 0 and 1 and never reach them: a "
    "shut gate still lets something through, which a clamp at some tens shows in float64 alone. torch.sigmoid and torch.tanh need no clamp."
)
MUST_FAIL = "test_hidden::test_saturated_in_float64"
NUMBER = 20  # or any other


def sigmoid(x):
    return 1 / (1 + torch.exp(-x.clamp(-NUMBER, NUMBER)))


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
