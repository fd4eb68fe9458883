"""The result is right, but the caller's state is overwritten through .data."""

import torch

HINT = "This returns the right state but also overwrites the caller's H and C through .data or copy_: an argument must stay as it was, and autograd does not notice the change."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C_new = f * C + i * C_tilde
    H_new = o * torch.tanh(C_new)
    H.data.copy_(H_new.data)
    C.data.copy_(C_new.data)
    return H_new, C_new
