"""A plain recurrent cell with the candidate's parameters."""

import torch

HINT = "This behaves like a plain recurrent cell: the gates have no part in it."
FAILS = [
    "test_public::test_by_hand",
    "test_public::test_update_gate_of_one",
    "test_public::test_both_gates_of_zero",
    "test_public::test_reset_before_product",
    "test_public::test_gradients_arrive",
    "test_hidden::test_update_gate",
    "test_hidden::test_candidate",
    "test_hidden::test_reset_gate",
    "test_hidden::test_values",
    "test_hidden::test_time_steps",
    "test_hidden::test_gradients",
    "test_hidden::test_gradients_through_time",
    "test_hidden::test_float64",
    "test_hidden::test_device",
    "test_hidden::test_saturated",
    "test_hidden::test_sizes",
    "test_hidden::test_views",
]


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
