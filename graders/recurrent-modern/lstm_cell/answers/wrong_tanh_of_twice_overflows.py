"""The tanh is written with one exponential, of twice the number."""

import torch

HINT = "Candidate or hidden state become NaN when they saturate: the exponentials overflow, and infinity divided by infinity is NaN. torch.tanh does not do that."
MUST_FAIL = "test_hidden::test_saturated"


def tanh(x):
    return (torch.exp(2 * x) - 1) / (torch.exp(2 * x) + 1)


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * tanh(C), C
