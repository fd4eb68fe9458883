"""The results are collected in float32 buffers on the CPU."""

import torch

HINT = "The results are collected in buffers made by torch.zeros or torch.empty, which are float32 and on the CPU: make them like C (empty_like, or C.new_empty), or do without."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C_new, H_new = torch.zeros(C.shape), torch.zeros(H.shape)
    C_new[:] = f * C + i * C_tilde
    H_new[:] = o * torch.tanh(f * C + i * C_tilde)
    return H_new, C_new
