"""The gates go through a softmax over the units."""

import torch

HINT = "This behaves like an LSTM whose gates go through a softmax: the units' gates are independent shares, each through its own sigmoid, and need not sum to one."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.softmax(X @ W_xi + H @ W_hi + b_i, dim=1)
    f = torch.softmax(X @ W_xf + H @ W_hf + b_f, dim=1)
    o = torch.softmax(X @ W_xo + H @ W_ho + b_o, dim=1)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
