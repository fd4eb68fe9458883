"""The gates use the piecewise linear sigmoid."""

import torch
import torch.nn.functional as F

HINT = "This behaves like an LSTM whose gates use a hard (piecewise linear) sigmoid: the contract asks for the logistic function."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = F.hardsigmoid(X @ W_xi + H @ W_hi + b_i)
    f = F.hardsigmoid(X @ W_xf + H @ W_hf + b_f)
    o = F.hardsigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
