"""No bias is added anywhere."""

import torch

HINT = "This behaves like an LSTM without biases: b_i, b_f, b_o and b_c must be added too. (With biases of zero nobody would notice.)"
FAILS = [
    "test_public::test_by_hand",
    "test_public::test_kept_memory",
    "test_public::test_replaced_memory",
    "test_public::test_output_gate",
    "test_public::test_gradients_arrive",
    "test_hidden::test_forget_gate",
    "test_hidden::test_input_gate",
    "test_hidden::test_candidate",
    "test_hidden::test_output_gate",
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


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi)
    f = torch.sigmoid(X @ W_xf + H @ W_hf)
    o = torch.sigmoid(X @ W_xo + H @ W_ho)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
