"""The memory is computed under torch.no_grad()."""

import torch

HINT = "The values are right, but the new memory is computed under torch.no_grad(), so no gradient gets past it: take torch.no_grad() away, as training goes through this step."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    with torch.no_grad():
        C = f * C + i * C_tilde
    return o * torch.tanh(C), C
