"""The gates look at the input alone."""

import torch

HINT = "This behaves like a GRU whose gates look at the input alone: they see the old state too, through W_hz and W_hr."
FAILS = [
    "test_public::test_gradients_arrive",
    "test_hidden::test_update_gate",
    "test_hidden::test_reset_gate",
    "test_hidden::test_values",
    "test_hidden::test_time_steps",
    "test_hidden::test_gradients",
    "test_hidden::test_gradients_through_time",
    "test_hidden::test_float64",
    "test_hidden::test_device",
    "test_hidden::test_sizes",
    "test_hidden::test_views",
]


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + b_z)
    R = torch.sigmoid(X @ W_xr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
