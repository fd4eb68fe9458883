"""What goes into the tanh is clamped, so that exp does not overflow."""

import torch

HINT = (
    "Sigmoid and tanh of what is clamped come near to 0 and 1 and never reach them: a "
    "shut gate still lets something through, which a clamp at some tens shows in float64 alone. torch.sigmoid and torch.tanh need no clamp."
)
MUST_FAIL = "test_hidden::test_saturated_in_float64"
NUMBER = 10  # or any other


def tanh(x):
    e = torch.exp(2 * x.clamp(-NUMBER, NUMBER))
    return (e - 1) / (e + 1)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
