"""The memory is clipped to [-10, 10]."""

import torch

HINT = "The memory is clipped: it is a sum and may grow, and no clipping is part of the step."
NUMBER = 10  # or any other


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = (f * C + i * C_tilde).clamp(-NUMBER, NUMBER)
    return o * torch.tanh(C), C
