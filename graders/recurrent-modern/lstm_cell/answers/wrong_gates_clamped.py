"""What goes into the gates is clamped, so that exp does not overflow."""

import torch

HINT = (
    "Sigmoid and tanh of what is clamped come near to 0 and 1 and never reach them: a "
    "shut gate still lets something through, which a clamp at some tens shows in float64 alone. torch.sigmoid and torch.tanh need no clamp."
)
MUST_FAIL = "test_hidden::test_saturated_in_float64"
NUMBER = 20  # or any other


def sigmoid(x):
    return 1 / (1 + torch.exp(-x.clamp(-NUMBER, NUMBER)))


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = sigmoid(X @ W_xo + H @ W_ho + b_o)
    C = f * C + i * torch.tanh(X @ W_xc + H @ W_hc + b_c)
    return o * torch.tanh(C), C
