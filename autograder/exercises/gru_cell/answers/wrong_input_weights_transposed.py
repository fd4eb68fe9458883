"""The input's weights are transposed, which only works when d equals h."""

import torch

HINT = "This transposes the input's weights, which only works when there are as many inputs as units: W_xz, W_xr and W_xh are (d, h) already."
FAILS = [
    "test_public::test_shape",
    "test_public::test_update_gate_of_one",
    "test_public::test_both_gates_of_zero",
    "test_public::test_reset_before_product",
    "test_public::test_arguments_are_left_alone",
    "test_public::test_gradients_arrive",
    "test_hidden::test_update_gate",
    "test_hidden::test_candidate",
    "test_hidden::test_reset_gate",
    "test_hidden::test_values",
    "test_hidden::test_time_steps",
    "test_hidden::test_gradients",
    "test_hidden::test_gradients_through_time",
    "test_hidden::test_gradcheck",
    "test_hidden::test_arguments_unmodified",
    "test_hidden::test_float64",
    "test_hidden::test_device",
    "test_hidden::test_saturated",
    "test_hidden::test_sizes",
    "test_hidden::test_views",
    "test_hidden::test_cost",
]


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz.T + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr.T + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh.T + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
