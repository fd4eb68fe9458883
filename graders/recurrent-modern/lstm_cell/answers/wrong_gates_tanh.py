"""The gates go through tanh."""

import torch

HINT = "This behaves like an LSTM whose gates are squashed by tanh: a gate is a share between 0 and 1, so it needs the sigmoid."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.tanh(X @ W_xi + H @ W_hi + b_i)
    f = torch.tanh(X @ W_xf + H @ W_hf + b_f)
    o = torch.tanh(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
