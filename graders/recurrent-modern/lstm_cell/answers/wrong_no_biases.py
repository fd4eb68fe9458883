"""No bias is added anywhere."""

import torch

HINT = "This behaves like an LSTM without biases: b_i, b_f, b_o and b_c must be added too. (With biases of zero nobody would notice.)"


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi)
    f = torch.sigmoid(X @ W_xf + H @ W_hf)
    o = torch.sigmoid(X @ W_xo + H @ W_ho)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
