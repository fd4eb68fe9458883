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


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = sigmoid(X @ W_xi + H @ W_hi + b_i)
    f = sigmoid(X @ W_xf + H @ W_hf + b_f)
    o = sigmoid(X @ W_xo + H @ W_ho + b_o)
    C_tilde = torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = f * C + i * C_tilde
    return o * torch.tanh(C), C
