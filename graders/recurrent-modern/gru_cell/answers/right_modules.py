"""Gates as nn.Linear modules that are called with the given tensors."""

import torch


def gru_cell(X, H, params):
    def dense(S, W, b):
        layer = torch.nn.Linear(W.shape[0], W.shape[1], device=W.device, dtype=W.dtype)
        return torch.func.functional_call(layer, {"weight": W.t(), "bias": b}, (S,))

    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    XH = torch.hstack((X, H))
    Z = torch.nn.Sigmoid()(dense(XH, torch.vstack((W_xz, W_hz)), b_z))
    R = torch.nn.Sigmoid()(dense(XH, torch.vstack((W_xr, W_hr)), b_r))
    H_tilde = torch.nn.Tanh()(dense(torch.hstack((X, R * H)), torch.vstack((W_xh, W_hh)), b_h))
    return (1 - Z) * H_tilde + Z * H
