"""The gates use the piecewise linear sigmoid."""

import torch
import torch.nn.functional as F

HINT = "This behaves like an LSTM whose gates use a hard (piecewise linear) sigmoid: the contract asks for the logistic function."
FAILS = [
    "test_public::test_by_hand",
    "test_hidden::test_forget_gate",
    "test_hidden::test_input_gate",
    "test_hidden::test_output_gate",
    "test_hidden::test_values",
    "test_hidden::test_time_steps",
    "test_hidden::test_gradients",
    "test_hidden::test_gradients_through_time",
    "test_hidden::test_float64",
    "test_hidden::test_device",
    "test_hidden::test_sizes",
    "test_hidden::test_views",
]


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = F.hardsigmoid(X @ W_xi + H @ W_hi + b_i)
    f = F.hardsigmoid(X @ W_xf + H @ W_hf + b_f)
    o = F.hardsigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
