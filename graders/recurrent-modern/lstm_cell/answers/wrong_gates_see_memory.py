"""The memory is used where the hidden state belongs."""

import torch

HINT = "This behaves like an LSTM whose gates and candidate are computed from the memory in place of the hidden state: all four use H."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + C @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + C @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + C @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + C @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
