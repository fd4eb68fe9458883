"""The logistic function as its formula."""

import torch


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    update = sigmoid(torch.matmul(X, W_xz) + torch.matmul(H, W_hz) + b_z)
    reset = sigmoid(torch.matmul(X, W_xr) + torch.matmul(H, W_hr) + b_r)
    candidate = torch.tanh(torch.matmul(X, W_xh) + torch.matmul(reset * H, W_hh) + b_h)
    return torch.mul(update, H) + torch.mul(torch.ones_like(update) - update, candidate)
