"""All six matrices are transposed."""

import torch

HINT = (
    "All weights are transposed here, those of the input and those of the state: this works only where "
    "there are as many inputs as units. Every W_x* is (d, h) and every W_h* (h, h) already: X @ W, "
    "without .T. (F.linear transposes its weight.)"
)
MUST_FAIL = "test_hidden::test_values"


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz.T + H @ W_hz.T + b_z)
    R = torch.sigmoid(X @ W_xr.T + H @ W_hr.T + b_r)
    H_tilde = torch.tanh(X @ W_xh.T + (R * H) @ W_hh.T + b_h)
    return Z * H + (1 - Z) * H_tilde
