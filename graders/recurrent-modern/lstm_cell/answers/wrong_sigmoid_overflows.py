"""The sigmoid is written as exp(x) / (1 + exp(x))."""

import torch

HINT = "The gates become NaN when they saturate: exp(x) overflows for large x, and infinity divided by infinity is NaN. torch.sigmoid does not do that."


def sigmoid(x):
    return torch.exp(x) / (1 + torch.exp(x))


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
