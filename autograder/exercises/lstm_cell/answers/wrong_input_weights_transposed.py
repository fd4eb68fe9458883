"""The input's weights are transposed, which only works when d equals h."""

import torch

HINT = "This transposes the input's weights, which only works when there are as many inputs as units: W_xi, W_xf, W_xo and W_xc are (d, h) already."
FAILS = [
    "test_public::test_shapes",
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
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi.T + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf.T + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo.T + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc.T + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
