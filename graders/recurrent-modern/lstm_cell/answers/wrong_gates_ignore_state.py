"""The gates look at the input alone."""

import torch

HINT = "This behaves like an LSTM whose gates look at the input alone: they see the old hidden state too, through W_hi, W_hf and W_ho."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + b_i)
    f = torch.sigmoid(X @ W_xf + b_f)
    o = torch.sigmoid(X @ W_xo + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
