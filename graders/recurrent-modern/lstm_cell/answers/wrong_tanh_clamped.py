"""What goes into the tanh is clamped, so that exp does not overflow."""

import torch

HINT = (
    "Sigmoid and tanh of what is clamped come near to 0 and 1 and never reach them: a "
    "shut gate still lets something through, which a clamp at some tens shows in float64 alone. torch.sigmoid and torch.tanh need no clamp."
)
MUST_FAIL = "test_hidden::test_saturated_in_float64"
NUMBER = 10  # or any other


def tanh(x):
    e = torch.exp(2 * x.clamp(-NUMBER, NUMBER))
    return (e - 1) / (e + 1)


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C = f * C + i * tanh(X @ W_xc + H @ W_hc + b_c)
    return o * tanh(C), C
