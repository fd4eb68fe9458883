"""The memory itself goes through tanh."""

import torch

HINT = (
    "This behaves like an LSTM that squashes its memory: the tanh belongs to what is shown of it, the "
    "memory itself is not bounded. (C.tanh_() changes the memory itself; torch.tanh(C) makes a new "
    "tensor.)"
)


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = torch.tanh(f * C + i * C_tilde)
    return o * C, C
