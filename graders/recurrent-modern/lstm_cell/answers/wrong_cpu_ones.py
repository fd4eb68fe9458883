"""The ones of a sigmoid written by hand are made on the CPU."""

import torch

HINT = "The results are right on the CPU, but a tensor made inside (ones, say) is on the CPU whatever comes in: write 1 + x, or use ones_like."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    one = torch.ones(b_i.shape, dtype=b_i.dtype)
    H, C = state
    i = one / (one + torch.exp(-(X @ W_xi + H @ W_hi + b_i)))
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
