"""The operands of every matrix product are swapped."""

import torch

HINT = (
    "The operands of the matrix products are swapped: an example is a row of X, so the weights, (d, h) and (h, h), stand "
    "on the right: X @ W_xi + H @ W_hi."
)


def lstm_cell(X, state, params):
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    H, C = state
    i = torch.sigmoid(W_xi @ X + W_hi @ H + b_i)
    f = torch.sigmoid(W_xf @ X + W_hf @ H + b_f)
    o = torch.sigmoid(W_xo @ X + W_ho @ H + b_o)
    C = f * C + i * torch.tanh(W_xc @ X + W_hc @ H + b_c)
    return o * torch.tanh(C), C
