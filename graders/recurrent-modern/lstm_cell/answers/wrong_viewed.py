"""The state is flattened with view, which fails for tensors that are not contiguous."""

import torch

HINT = "This fails for arguments that are views themselves (a transposed or expanded tensor): .view() needs contiguous memory. Use .reshape(), or leave the shapes alone."


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = torch.sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = (f.view(-1) * C.view(-1) + i.view(-1) * C_tilde.view(-1)).view(f.shape)
    return o * torch.tanh(C), C
