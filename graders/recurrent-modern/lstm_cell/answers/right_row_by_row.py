"""One example at a time, written into new tensors."""

import torch


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    H_new, C_new = torch.zeros_like(H), torch.zeros_like(C)
    for n in range(X.shape[0]):
        x, h, c = X[n], H[n], C[n]
        i = torch.sigmoid(x @ W_xi + h @ W_hi + b_i)
        f = torch.sigmoid(x @ W_xf + h @ W_hf + b_f)
        o = torch.sigmoid(x @ W_xo + h @ W_ho + b_o)
        C_new[n] = f * c + i * torch.tanh(x @ W_xc + h @ W_hc + b_c)
        H_new[n] = o * torch.tanh(C_new[n].clone())
    return H_new, C_new
