"""The logistic function by its two formulas, each where its exponential is small."""

import torch


def sigmoid(x):
    low = torch.exp(x.clamp(max=0))
    return torch.where(x < 0, low / (1 + low), 1 / (1 + torch.exp(-x.clamp(min=0))))


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = sigmoid(X @ W_xo + H @ W_ho + b_o)
    C = f * C + i * torch.tanh(X @ W_xc + H @ W_hc + b_c)
    return o * torch.tanh(C), C
