"""The input's weights are transposed, which only works when d equals h."""

import torch

HINT = "This transposes the input's weights, which only works when there are as many inputs as units: W_xi, W_xf, W_xo and W_xc are (d, h) already."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi.T + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf.T + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo.T + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc.T + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
