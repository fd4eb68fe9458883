"""The state is flattened with view, which fails for tensors that are not contiguous."""

import torch

HINT = "This fails for arguments that are views themselves (a transposed or expanded tensor): .view() needs contiguous memory. Use .reshape(), or leave the shapes alone."


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    z, old, new = Z.view(-1), H.view(-1), H_tilde.view(-1)
    return (z * old + (1 - z) * new).view(Z.shape)
