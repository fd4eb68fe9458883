"""The parameters are read kind by kind instead of gate by gate."""

import torch

HINT = (
    "This looks like parameters that are unpacked in another order: they come gate by gate, each with W_x, W_h and b."
)
FAILS = [
    "test_public::test_shapes",
    "test_public::test_by_hand",
    "test_public::test_kept_memory",
    "test_public::test_replaced_memory",
    "test_public::test_output_gate",
    "test_public::test_arguments_are_left_alone",
    "test_public::test_gradients_arrive",
    "test_hidden::test_forget_gate",
    "test_hidden::test_input_gate",
    "test_hidden::test_candidate",
    "test_hidden::test_output_gate",
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


def lstm_cell(X, state, params):
    W_xi, W_xf, W_xo, W_xc, W_hi, W_hf, W_ho, W_hc, b_i, b_f, b_o, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
