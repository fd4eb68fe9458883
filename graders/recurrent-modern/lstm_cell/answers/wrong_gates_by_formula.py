"""The logistic function as its formula, beside torch.tanh."""

import torch

HINT = (
    "The values are right, but where a gate saturates its gradient is nan: exp(-x) overflows, one over "
    "infinity is 0, and its derivative is infinity times 0. Use torch.sigmoid, or keep the exponent from "
    "overflowing."
)
MUST_FAIL = "test_hidden::test_saturated_gradients"


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
