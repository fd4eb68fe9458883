"""The sigmoid chooses between two formulas with torch.where."""

import torch

HINT = (
    "The values are right, but where a gate saturates its gradient is nan. torch.where chooses between two results, but the "
    "backward pass goes through both of them, and the exponential in the one that is not chosen has overflowed. Use "
    "torch.sigmoid, or keep both exponents from overflowing, as in torch.exp(-x.abs())."
)
MUST_FAIL = "test_hidden::test_saturated_gradients"


def sigmoid(x):
    return torch.where(x >= 0, 1 / (1 + torch.exp(-x)), torch.exp(x) / (1 + torch.exp(x)))


def gru_cell(X, H, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
