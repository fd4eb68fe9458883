"""Weights stacked along a new axis, one einsum over all gates."""

import torch


def lstm_cell(X, state, params):
    H, C = state
    W_x, W_h = torch.stack(params[0::3]), torch.stack(params[1::3])
    b = torch.stack(params[2::3])
    before = torch.einsum("nd,gdh->gnh", X, W_x) + torch.einsum("nk,gkh->gnh", H, W_h) + b[:, None, :]
    i, f, o = torch.sigmoid(before[:3]).unbind(0)
    C = torch.addcmul(f * C, i, before[3].tanh())
    return torch.mul(o, C.tanh()), C
