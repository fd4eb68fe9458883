"""The update gate is used in the candidate in place of the reset gate."""

import torch

HINT = "This behaves like a GRU whose candidate uses Z where R belongs: the reset gate decides how much of the old state the candidate sees."
FAILS = [
    "test_public::test_by_hand",
    "test_public::test_reset_before_product",
    "test_public::test_gradients_arrive",
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
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    H_tilde = torch.tanh(X @ W_xh + (Z * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
