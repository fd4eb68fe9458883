"""Input and state side by side, both gates out of one matrix product."""

import torch


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    h = H.shape[1]
    W_gates = torch.cat([torch.cat([W_xz, W_xr], dim=1), torch.cat([W_hz, W_hr], dim=1)], dim=0)
    gates = torch.sigmoid(torch.cat([X, H], dim=1) @ W_gates + torch.cat([b_z, b_r]))
    Z, R = gates[:, :h], gates[:, h:]
    W_candidate = torch.cat([W_xh, W_hh])
    H_tilde = torch.tanh(torch.cat([X, R * H], dim=1) @ W_candidate + b_h)
    return Z * H + (1 - Z) * H_tilde
