"""The tanh is written with one exponential, of twice the number."""

import torch

HINT = "The candidate becomes NaN when it saturates: the exponentials overflow, and infinity divided by infinity is NaN. torch.tanh does not do that."
MUST_FAIL = "test_hidden::test_saturated"


def tanh(x):
    return (torch.exp(2 * x) - 1) / (torch.exp(2 * x) + 1)


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
