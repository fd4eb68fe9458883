"""The parameters are read kind by kind instead of gate by gate."""

import torch

HINT = (
    "This looks like parameters that are unpacked in another order: they come gate by gate, each with W_x, W_h and b."
)


def lstm_cell(X, state, params):
    W_xi, W_xf, W_xo, W_xc, W_hi, W_hf, W_ho, W_hc, b_i, b_f, b_o, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
