"""The logistic function as its formula."""

import torch

HINT = (
    "The values are right, but where a gate saturates its gradient is nan: exp(-x) overflows, one over "
    "infinity is 0, and its derivative is infinity times 0. Use torch.sigmoid, or keep the exponent from "
    "overflowing."
)
MUST_FAIL = "test_hidden::test_saturated_gradients"


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    update = sigmoid(torch.matmul(X, W_xz) + torch.matmul(H, W_hz) + b_z)
    reset = sigmoid(torch.matmul(X, W_xr) + torch.matmul(H, W_hr) + b_r)
    candidate = torch.tanh(torch.matmul(X, W_xh) + torch.matmul(reset * H, W_hh) + b_h)
    return torch.mul(update, H) + torch.mul(torch.ones_like(update) - update, candidate)
