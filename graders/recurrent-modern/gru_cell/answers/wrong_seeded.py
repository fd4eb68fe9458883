"""A seed is set, out of habit."""

import torch

HINT = (
    "The result is right, but a seed is set inside: whoever draws random numbers afterwards gets the same "
    "ones again and again. Leave it out."
)
MUST_FAIL = "test_hidden::test_left_behind"
NUMBER = 42  # or any other


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    torch.manual_seed(NUMBER)
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
