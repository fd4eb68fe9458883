"""One example at a time, written into a new tensor."""

import torch


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    H_new = torch.empty_like(H)
    for i in range(len(X)):
        x, h = X[i], H[i]
        z = torch.sigmoid(x @ W_xz + h @ W_hz + b_z)
        r = torch.sigmoid(x @ W_xr + h @ W_hr + b_r)
        H_new[i] = z * h + (1 - z) * torch.tanh(x @ W_xh + (r * h) @ W_hh + b_h)
    return H_new
