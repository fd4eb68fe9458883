"""One is added to the forget gate's bias inside the step, as some libraries do."""

import torch

HINT = "This behaves like an LSTM that adds 1 to the forget gate inside the step: that is a way to initialise b_f, and the caller does it; the step adds b_f alone."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f + 1)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
