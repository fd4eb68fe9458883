"""The operands of every matrix product are swapped."""

import torch

HINT = (
    "The operands of the matrix products are swapped: an example is a row of X, so the weights, (d, h) and (h, h), stand "
    "on the right: X @ W_xz + H @ W_hz."
)
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
    Z = torch.sigmoid(W_xz @ X + W_hz @ H + b_z)
    R = torch.sigmoid(W_xr @ X + W_hr @ H + b_r)
    return Z * H + (1 - Z) * torch.tanh(W_xh @ X + W_hh @ (R * H) + b_h)
