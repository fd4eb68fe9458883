"""The gates use the piecewise linear sigmoid."""

import torch
import torch.nn.functional as F

HINT = "This behaves like a GRU whose gates use a hard (piecewise linear) sigmoid: the contract asks for the logistic function."
FAILS = [
    "test_public::test_by_hand",
    "test_public::test_reset_before_product",
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
    Z = F.hardsigmoid(X @ W_xz + H @ W_hz + b_z)
    R = F.hardsigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
